package io.hearth.server.launch;

import io.hearth.api.SparkJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The command line and the environment of a driver's JVM. */
final class DriverCommand {

    /** What a driver may know of the gateway's environment: where things are, nothing that is secret. */
    private static final Set<String> PASSED_ON =
            Set.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "HADOOP_CONF_DIR");

    private static final Set<String> LOCALES = Set.of("LANG", "LC_ALL", "LC_CTYPE");

    private static final String MAIN = "io.hearth.driver.DriverMain";

    static final Path NICE = Path.of("/usr/bin/nice");

    private final LocalOptions options;

    DriverCommand(LocalOptions options) {
        this.options = options;
    }

    /** @param classArchive what lets the JVM use one */
    List<String> arguments(LocalSize size, List<String> classArchive, Path workDirectory, Path spec) {
        List<String> command = new ArrayList<>(ownProcessGroup());
        command.addAll(afterGateway());
        options.account().ifPresent(account -> command.addAll(account.prefix()));
        List<String> ofThisDriver = new ArrayList<>(classArchive);
        ofThisDriver.add("-Xmx" + size.heap().mebibytes() + "m");
        command.addAll(java(ofThisDriver, workDirectory));
        command.add(MAIN);
        command.add(spec.toString());
        return command;
    }

    /** The JVM of a driver up to its main class. */
    List<String> java(List<String> first, Path workDirectory) {
        List<String> command = new ArrayList<>();
        command.add(options.javaCommand().toString());
        command.addAll(first);
        command.addAll(SparkJvm.OPTIONS);
        command.add("-XX:+ErrorFileToStderr");
        command.add("-Dfile.encoding=UTF-8");
        command.add("-Djava.io.tmpdir=" + workDirectory.resolve("tmp"));
        command.add("-Dderby.system.home=" + workDirectory);
        command.add("-cp");
        command.add(options.driverJar() + ":" + options.sparkHome().resolve("jars") + "/*");
        return command;
    }

    /** Puts a driver into a session and process group of its own, so that a signal to the gateway is not one to it. */
    private static List<String> ownProcessGroup() {
        return Stream.of("/usr/bin/setsid", "/bin/setsid")
                .filter(setsid -> Files.isExecutable(Path.of(setsid)))
                .findFirst()
                .map(List::of)
                .orElse(List.of("perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV or die"));
    }

    /** Keeps a gateway quick to answer while drivers compute on the same cores; with cores to spare it changes nothing. */
    private static List<String> afterGateway() {
        return Files.isExecutable(NICE) ? List.of(NICE.toString(), "-n", "5") : List.of();
    }

    /** The environment of a driver that runs as the gateway's own account. */
    void environment(Map<String, String> environment) {
        environment.keySet().retainAll(PASSED_ON);
        if (LOCALES.stream().noneMatch(environment::containsKey)) {
            // Java takes the encoding of file names from the locale.
            environment.put("LC_ALL", "C.UTF-8");
        }
        environment.put("SPARK_HOME", options.sparkHome().toString());
        environment.put("SPARK_LOCAL_IP", "127.0.0.1");
        environment.put("SPARK_SCALA_VERSION", "2.13");
    }
}
