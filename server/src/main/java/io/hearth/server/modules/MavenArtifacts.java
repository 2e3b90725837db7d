package io.hearth.server.modules;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.aether.ConfigurationProperties;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession.CloseableSession;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.supplier.SessionBuilderSupplier;

/** Artifacts of a Maven repository, with what they need at run time. Used by one thread. */
final class MavenArtifacts implements AutoCloseable {

    private static final String RUNTIME = "runtime";
    private static final int CONNECT_MILLIS = 10_000;
    private static final int REQUEST_MILLIS = 60_000;

    private final RepositorySystem system = new RepositorySystemSupplier().get();
    private final CloseableSession session;
    private final RemoteRepository repository;

    /** @param cache a folder that keeps what was fetched */
    MavenArtifacts(URI repository, Path cache) {
        session = new SessionBuilderSupplier(system)
                .get()
                .withLocalRepositoryBaseDirectories(cache)
                // Only the operator's repository counts, not what an artifact says of others.
                .setIgnoreArtifactDescriptorRepositories(true)
                .setChecksumPolicy(RepositoryPolicy.CHECKSUM_POLICY_FAIL)
                .setConfigProperties(Map.of(
                        ConfigurationProperties.CONNECT_TIMEOUT, CONNECT_MILLIS,
                        ConfigurationProperties.REQUEST_TIMEOUT, REQUEST_MILLIS))
                .build();
        this.repository = new RemoteRepository.Builder("modules", "default", repository.toString()).build();
    }

    /** The jars of artifacts and of all they need, without doubles; fetches those that are not in the cache. */
    List<Path> jars(List<String> coordinates) throws ArtifactException {
        CollectRequest collect = new CollectRequest();
        for (String one : coordinates) {
            collect.addDependency(new Dependency(new DefaultArtifact(one), RUNTIME));
        }
        collect.addRepository(repository);
        // What is for tests, optional or provided is not among what an artifact needs.
        DependencyRequest request = new DependencyRequest(collect, null);
        try {
            return system.resolveDependencies(session, request).getArtifactResults().stream()
                    .map(ArtifactResult::getArtifact)
                    .filter(artifact -> artifact.getExtension().equals("jar"))
                    .map(artifact -> artifact.getPath())
                    .toList();
        } catch (DependencyResolutionException e) {
            throw new ArtifactException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        session.close();
        system.shutdown();
    }
}
