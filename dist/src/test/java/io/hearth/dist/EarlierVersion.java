package io.hearth.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Distributions with jars of an earlier commit of Hearth, everything else being today's. */
final class EarlierVersion {

    private static final Path JARS = Distribution.SOURCES.resolve("dist/src/test/earlier");
    private static final String GATEWAY = "lib/gateway";
    private static final String DRIVER = "lib/driver/hearth-driver.jar";

    private EarlierVersion() {}

    /** Gateway and drivers of the earlier version. */
    static Path whole(Path directory) throws IOException {
        Path home = withEarlierDrivers(directory);
        for (String module : List.of("api", "cli", "server")) {
            Files.copy(jar(module), home.resolve(GATEWAY).resolve("hearth-" + module + ".jar"));
        }
        return home;
    }

    /** Today's gateway, which launches drivers of the earlier version. */
    static Path driversOnly(Path directory) throws IOException {
        Path home = withEarlierDrivers(directory);
        try (Stream<Path> jars = Files.list(Distribution.HOME.resolve(GATEWAY))) {
            for (Path jar : jars.filter(EarlierVersion::isOurs).toList()) {
                Files.createSymbolicLink(home.resolve(GATEWAY).resolve(jar.getFileName()), jar);
            }
        }
        return home;
    }

    private static Path withEarlierDrivers(Path home) throws IOException {
        Files.createDirectories(home.resolve(GATEWAY));
        Files.createDirectories(home.resolve(DRIVER).resolve(".."));
        Files.copy(jar("driver"), home.resolve(DRIVER), StandardCopyOption.REPLACE_EXISTING);
        try (Stream<Path> jars = Files.list(Distribution.HOME.resolve(GATEWAY))) {
            for (Path jar : jars.filter(found -> !isOurs(found)).toList()) {
                Files.createSymbolicLink(home.resolve(GATEWAY).resolve(jar.getFileName()), jar);
            }
        }
        Files.createSymbolicLink(
                home.resolve("spark"), Distribution.HOME.resolve("spark").toRealPath());
        Files.createSymbolicLink(home.resolve("modules"), Distribution.HOME.resolve("modules"));
        // The command finds the distribution by where it really is.
        Path commands = Files.createDirectories(home.resolve("bin"));
        try (Stream<Path> files = Files.list(Distribution.HOME.resolve("bin"))) {
            for (Path file : files.toList()) {
                Files.copy(file, commands.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return home;
    }

    private static boolean isOurs(Path jar) {
        return jar.getFileName().toString().startsWith("hearth-");
    }

    private static Path jar(String module) {
        return JARS.resolve("hearth-" + module + ".jar");
    }
}
