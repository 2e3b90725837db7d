package io.hearth.server.modules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder with manifests: {@code NAME.json}, or {@code module.json} in a folder of its own, where its jars are as well. */
record ManifestFolder(Path folder) {

    private static final Logger LOG = LoggerFactory.getLogger(ManifestFolder.class);
    private static final String IN_A_FOLDER = "module.json";

    /** The manifests that make sense. Of the others the log says what is wrong. */
    List<ModuleManifest> read() {
        List<ModuleManifest> manifests = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Path file : files()) {
            try {
                ModuleManifest manifest = ManifestReader.read(file);
                if (names.add(manifest.name())) {
                    manifests.add(manifest);
                } else {
                    LOG.warn("{} is left out: another manifest has the name {} already", file, manifest.name());
                }
            } catch (ManifestException e) {
                LOG.warn("{} is left out: {}", file, e.getMessage());
            }
        }
        return manifests;
    }

    private List<Path> files() {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted()
                    .flatMap(entry -> Files.isDirectory(entry)
                            ? Stream.of(entry.resolve(IN_A_FOLDER)).filter(Files::exists)
                            : Stream.of(entry).filter(file -> file.toString().endsWith(".json")))
                    .toList();
        } catch (IOException e) {
            LOG.warn("there are no modules, for modules.directory={} cannot be read: {}", folder, e.toString());
            return List.of();
        }
    }
}
