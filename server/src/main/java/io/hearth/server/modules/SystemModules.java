package io.hearth.server.modules;

import io.hearth.api.PackageKind;
import io.hearth.api.channel.SessionPackage;
import io.hearth.server.objects.Contents;
import io.hearth.server.packages.Module;
import io.hearth.server.packages.Modules;
import io.hearth.server.packages.PackageStatus;
import io.hearth.server.session.NamedModule;
import io.hearth.server.session.NamedModules;
import io.hearth.server.session.PackageState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The modules of a folder. Thread-safe. */
public final class SystemModules implements Modules, NamedModules {

    private static final Logger LOG = LoggerFactory.getLogger(SystemModules.class);

    private final Contents contents;
    private final ArtifactSource artifacts;
    private final Clock clock;
    private final SortedMap<String, Installed> modules = Collections.synchronizedSortedMap(new TreeMap<>());

    /** A module as callers see it, and as sessions do. */
    private record Installed(Module shown, NamedModule named) {}

    /** @param artifacts where the jars of coordinates come from */
    public SystemModules(Contents contents, ArtifactSource artifacts, Clock clock) {
        this.contents = contents;
        this.artifacts = artifacts;
        this.clock = clock;
    }

    /**
     * Takes up the modules of a folder. Those with jars are there when this returns; those with coordinates follow.
     *
     * @param executor runs what takes its time
     */
    public void install(Path folder, Executor executor) {
        List<ModuleManifest> remote = new ArrayList<>();
        for (ModuleManifest manifest : new ManifestFolder(folder).read()) {
            if (manifest.coordinates().isEmpty()) {
                installJars(manifest);
            } else {
                put(manifest, PackageStatus.UPLOADING, List.of(), null);
                remote.add(manifest);
            }
        }
        if (!remote.isEmpty()) {
            executor.execute(() -> remote.forEach(this::installCoordinates));
        }
    }

    private void installJars(ModuleManifest manifest) {
        try {
            List<Jar> jars = new ArrayList<>();
            for (Path jar : manifest.jars()) {
                jars.add(new Jar(String.valueOf(jar.getFileName()), contents.storeForGood(jar), Files.size(jar)));
            }
            put(manifest, PackageStatus.READY, jars, null);
        } catch (IOException e) {
            failed(manifest, "its jars cannot be stored: " + e);
        }
    }

    private void installCoordinates(ModuleManifest manifest) {
        try {
            put(manifest, PackageStatus.READY, artifacts.jars(manifest.name(), manifest.coordinates()), null);
            LOG.info("module {} is ready", manifest.name());
        } catch (ArtifactException e) {
            failed(manifest, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            failed(manifest, "its jars cannot be stored: " + e);
        } catch (RuntimeException e) {
            LOG.error("module {} could not be installed", manifest.name(), e);
            failed(manifest, e.toString());
        }
    }

    private void failed(ModuleManifest manifest, String reason) {
        LOG.warn("module {} cannot be used until the next start: {}", manifest.name(), reason);
        put(manifest, PackageStatus.FAILED, List.of(), reason);
    }

    private void put(ModuleManifest manifest, PackageStatus status, List<Jar> jars, @Nullable String reason) {
        Module module = new Module(
                manifest.name(),
                manifest.type(),
                status,
                manifest.description(),
                jars.stream().map(Jar::fileName).toList(),
                manifest.changedAt(),
                clock.millis());
        List<SessionPackage> packages = jars.stream()
                .map(jar -> new SessionPackage(
                        manifest.name() + ":" + jar.fileName(), PackageKind.JAR, jar.sha256(), jar.bytes()))
                .toList();
        modules.put(
                manifest.name(),
                new Installed(module, new NamedModule(manifest.name(), state(status), packages, reason)));
    }

    private static PackageState state(PackageStatus status) {
        return switch (status) {
            case UPLOADING -> PackageState.UPLOADING;
            case READY -> PackageState.READY;
            case FAILED -> PackageState.FAILED;
        };
    }

    @Override
    public List<Module> list() {
        synchronized (modules) {
            return modules.values().stream().map(Installed::shown).toList();
        }
    }

    @Override
    public Optional<NamedModule> find(String name) {
        return Optional.ofNullable(modules.get(name)).map(Installed::named);
    }
}
