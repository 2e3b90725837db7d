package io.hearth.server.modules;

import io.hearth.server.objects.Contents;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The jars of coordinates, from a Maven repository into the object store. What was had once is remembered. Used by one thread. */
public final class ArtifactSource {

    private static final Logger LOG = LoggerFactory.getLogger(ArtifactSource.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final Contents contents;
    private final URI repository;
    private final Path directory;

    /** @param directory where to remember, and to keep what comes from the repository */
    public ArtifactSource(Contents contents, URI repository, Path directory) {
        this.contents = contents;
        this.repository = repository;
        this.directory = directory;
    }

    /** The jars for a module, all of which are in the object store then. */
    List<Jar> jars(String module, List<String> coordinates) throws ArtifactException, IOException {
        Path file = directory.resolve(module + ".json");
        Optional<List<Jar>> remembered = remembered(file, coordinates);
        if (remembered.isPresent()) {
            return remembered.get();
        }
        Files.createDirectories(directory);
        List<Jar> jars = new ArrayList<>();
        try (MavenArtifacts artifacts = new MavenArtifacts(repository, directory.resolve("repository"))) {
            for (Path jar : artifacts.jars(coordinates)) {
                jars.add(new Jar(String.valueOf(jar.getFileName()), contents.storeForGood(jar), Files.size(jar)));
            }
        }
        remember(file, new ResolvedFile(repository.toString(), coordinates, jars));
        return jars;
    }

    private Optional<List<Jar>> remembered(Path file, List<String> coordinates) throws IOException {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            ResolvedFile resolved = JSON.readValue(Files.readString(file), ResolvedFile.class);
            if (resolved.repository().equals(repository.toString())
                    && resolved.coordinates().equals(coordinates)
                    && areStored(resolved.jars())) {
                return Optional.of(resolved.jars());
            }
        } catch (JacksonException e) {
            LOG.warn("{} is no longer readable, so the repository is asked anew", file, e);
        }
        return Optional.empty();
    }

    private boolean areStored(List<Jar> jars) throws IOException {
        for (Jar jar : jars) {
            if (!contents.keepForGood(jar.sha256())) {
                return false;
            }
        }
        return true;
    }

    private static void remember(Path file, ResolvedFile resolved) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        Files.writeString(draft, JSON.writeValueAsString(resolved));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
