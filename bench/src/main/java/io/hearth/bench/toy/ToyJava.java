package io.hearth.bench.toy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a gateway takes for the {@code java} of its drivers, by the setting {@code launch.java}: a script that starts a toy driver with
 * the file that the real one would be started with. Launcher and process handling are the real ones.
 *
 * @param command the script
 * @param journals where the drivers write down what they executed, a file a driver
 */
public record ToyJava(Path command, Path journals) {

    /** @param directory must exist; both are made in it */
    public static ToyJava in(Path directory) throws IOException {
        Path journals = Files.createDirectories(directory.resolve("executed"));
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        // The spec is the last of the arguments; those before it are options of the JVM and the real main class.
        String script = """
                #!/bin/sh
                for spec; do :; done
                exec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx48m -Xss256k -cp '%s' %s '%s' "$spec"
                """.formatted(java, classPath(), ToyDriverMain.class.getName(), journals);
        Path command = directory.resolve("toy-java");
        Files.writeString(command, script);
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
        return new ToyJava(command, journals);
    }

    private static String classPath() {
        String relative = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        // Drivers run in directories of their own.
        return Stream.of(relative.split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
