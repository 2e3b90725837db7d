package io.hearth.server.launch;

import io.hearth.api.Sha256;
import io.hearth.api.SparkJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The classes of a driver as its JVM keeps them in a file (class data sharing), which spares each start most of the work of
 * loading them. The file's name says what it was made from, so one that fits nothing any more is never used: a JVM that
 * finds a file unfit goes on without it. Thread-safe.
 *
 * <p>Java 17 takes what it loaded when it exits ({@code -XX:ArchiveClassesAtExit}, JEP 350), Java 25 also what it learnt
 * about it ({@code -XX:AOTCacheOutput}, JEP 514).
 */
final class ClassArchive {

    private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);
    private static final String PREFIX = "driver-";
    private static final int FIRST_WITH_CACHE = 25;
    private static final Pattern MAJOR = Pattern.compile("\"?(\\d+)");

    private final Path directory;
    private final Path javaHome;
    private final Path file;
    private final int javaVersion;

    private ClassArchive(Path directory, Path javaCommand, Path driverJar, Path sparkJars) throws IOException {
        this.directory = directory;
        // bin/java below it
        this.javaHome = javaCommand.toRealPath().resolve("../..").normalize();
        this.javaVersion = major(javaHome.resolve("release"));
        this.file = directory.resolve(PREFIX + fingerprint(driverJar, sparkJars));
    }

    /**
     * The archive for drivers that are started so; empty when the Java, the driver's jar or Spark's jars cannot be looked at.
     *
     * @param directory where archives are kept; made when one is
     */
    static Optional<ClassArchive> of(Path directory, Path javaCommand, Path driverJar, Path sparkJars) {
        try {
            return Optional.of(new ClassArchive(directory, javaCommand, driverJar, sparkJars));
        } catch (IOException e) {
            LOG.warn("Drivers start without an archive of their classes: {}", e.toString());
            return Optional.empty();
        }
    }

    boolean isThere() {
        return Files.isReadable(file);
    }

    Path directory() {
        return directory;
    }

    /** What lets a driver's JVM use the archive; nothing when there is none. */
    List<String> using() {
        if (!isThere()) {
            return List.of();
        }
        return javaVersion >= FIRST_WITH_CACHE
                ? List.of("-XX:AOTCache=" + file, "-Xlog:aot=off", "-Xlog:cds=off")
                : List.of("-XX:SharedArchiveFile=" + file, "-Xshare:auto", "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    }

    /** What lets a driver's JVM make an archive when it exits. */
    List<String> making(Path draft) {
        return List.of(
                (javaVersion >= FIRST_WITH_CACHE ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + draft,
                "-Xlog:cds=off",
                javaVersion >= FIRST_WITH_CACHE ? "-Xlog:aot=off" : "-Xlog:cds+dynamic=off");
    }

    /** Puts a finished archive in its place, in one step, and removes those of before. */
    void take(Path draft) throws IOException {
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        for (Path other : PrivateFiles.children(directory)) {
            if (!other.equals(file) && String.valueOf(other.getFileName()).startsWith(PREFIX)) {
                Files.deleteIfExists(other);
            }
        }
    }

    private static int major(Path release) throws IOException {
        if (Files.notExists(release)) {
            return 17;
        }
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(release, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        Matcher version = MAJOR.matcher(properties.getProperty("JAVA_VERSION", ""));
        return version.lookingAt() ? Integer.parseInt(version.group(1)) : 17;
    }

    private String fingerprint(Path driverJar, Path sparkJars) throws IOException {
        StringBuilder made = new StringBuilder(String.join("\n", SparkJvm.OPTIONS));
        // A class library has the size and time of its release.
        for (Path path : List.of(javaHome.resolve("lib/modules"), driverJar.toAbsolutePath())) {
            made.append(describe(path));
        }
        try (Stream<Path> jars = Files.list(sparkJars.toAbsolutePath())) {
            for (Path jar : jars.sorted().toList()) {
                made.append(describe(jar));
            }
        }
        return Sha256.of(made.toString()).substring(0, 32);
    }

    private static String describe(Path path) throws IOException {
        return "\n" + path + " " + Files.size(path) + " "
                + Files.getLastModifiedTime(path).toMillis();
    }
}
