package io.hearth.dist;

import static io.hearth.dist.Distribution.small;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hearth.api.EndCause;
import io.hearth.api.SessionState;
import io.hearth.api.StatementState;
import io.hearth.cli.client.HearthClient;
import io.hearth.cli.client.StatementView;
import io.hearth.testkit.GatewayProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every way in which a session may not start, and those that need a JVM of a special kind: the right state, a named cause that
 * says what to do, and nothing left behind.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailedStartsIT {

    /** Stands in for {@code java}, and does what the name of the session says; the spec of the driver has it. */
    private static final String JAVA = """
            #!/bin/sh
            while [ -e %2$s ]; do sleep 0.1; done
            for spec; do :; done
            local=$(dirname "$spec")/local
            scratch=$(dirname "$spec")/scratch
            full() {
              mkdir "$1"
              exec unshare -rm sh -c 'full=$1; shift; mount -t tmpfs -o nr_inodes=1 none "$full" && exec "$@"' sh "$@"
            }
            says() { grep -aq "$1" "$spec"; }
            if says small-metaspace; then
              exec %1$s -XX:MaxMetaspaceSize=192m "$@"
            elif says blocked-disk; then
              touch "$local"
            elif says full-disk; then
              full "$local" %1$s "$@"
            elif says no-scratch; then
              full "$scratch" %1$s "$@"
            elif says never-ready; then
              exec sleep 300
            elif says no-java; then
              exec /no/such/java
            fi
            exec %1$s "$@"
            """;

    private static final String MANY_CLASSES = """
            val bytes = classOf[Some[_]].getResourceAsStream("/scala/Some.class").readAllBytes
            val kept = scala.collection.mutable.ArrayBuffer[ClassLoader]()
            class Own extends ClassLoader(classOf[Some[_]].getClassLoader) {
              def define() = defineClass("scala.Some", bytes, 0, bytes.length)
            }
            """;

    private ServerSocket taken;

    /** No launch comes any further while it is there. */
    private Path barrier;

    private GatewayProcess gateway;
    private HearthClient client;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        barrier = barrier(directory);
        taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Map<String, String> settings = new HashMap<>();
        settings.put("launch.java", java(directory).toString());
        // So large that a session can ask for what no machine has.
        settings.put("launch.local.max-heap", "512t");
        settings.put("launch.local.memory-budget", "1024t");
        settings.put("queue.compute-units", "1000000");
        settings.put("backend.fixed.master", "local");
        settings.put("backend.fixed.conf", "spark.driver.port=" + taken.getLocalPort() + ";spark.port.maxRetries=0");
        gateway = Distribution.gateway(directory.resolve("data"), settings);
        client = gateway.client();
        assertThat(client.exchange(
                                "POST",
                                "/v1.0/default/queues",
                                "{\"queue_name\": \"fixed\", \"cu_count\": 8, \"labels\": [\"backend=fixed\"]}",
                                Map.of())
                        .status())
                .isEqualTo(200);
    }

    private static Path barrier(Path directory) {
        return directory.resolve("barrier");
    }

    private static Path java(Path directory) throws IOException {
        Path real = Path.of(System.getProperty("java.home"), "bin", "java");
        Path java = Files.writeString(directory.resolve("java"), JAVA.formatted(real, barrier(directory)));
        return Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterAll
    void stop() throws IOException {
        await().atMost(Distribution.CLEAN).untilAsserted(() -> {
            assertThat(gateway.drivers()).isEmpty();
            assertThat(gateway.data().resolve("drivers")).isEmptyDirectory();
        });
        gateway.close();
        taken.close();
    }

    /** Waits for the failure of a start and gives the particulars that callers are told. */
    private String failure(EndCause cause, Object... fieldsAndValues) throws IOException {
        // Some fail so fast that the statement would come too late.
        Files.createFile(barrier);
        LiveSession session = LiveSession.create(client, small(fieldsAndValues));
        int waiting = client.submit(session.id(), "1").id();
        Files.delete(barrier);
        session.over().assertEnded(SessionState.ERROR, cause);
        assertThat(session.statement(waiting).state()).isEqualTo(StatementState.CANCELLED);
        return client.events(session.id()).path("cause").path("detail").asString();
    }

    private String failureWith(EndCause cause, String key, String value) throws IOException {
        return failure(cause, "conf", List.of(Map.of(key, value)));
    }

    @Test
    void aClassIsMissing() throws IOException {
        assertThat(failureWith(EndCause.CLASS_MISSING, "spark.serializer", "no.such.Serializer"))
                .isEqualTo("no.such.Serializer, which spark.serializer names");
    }

    @Test
    void aPropertyIsWrong() throws IOException {
        assertThat(failureWith(EndCause.CONF_REJECTED, "spark.task.cpus", "two"))
                .startsWith("spark.task.cpus: ");
        assertThat(failureWith(EndCause.CONF_REJECTED, "spark.sql.session.timeZone", "Nowhere/Town"))
                .startsWith("spark.sql.session.timeZone: ")
                .contains("Nowhere/Town");
    }

    @Test
    void aPortIsTaken() throws IOException {
        assertThat(failure(EndCause.PORT_TAKEN, "queue", "fixed"))
                .startsWith("spark.driver.port is " + taken.getLocalPort() + ": ");
    }

    private static void assumeThatOneCanMount() throws Exception {
        Process mount = new ProcessBuilder("unshare", "-rm", "sh", "-c", "mount -t tmpfs none /mnt").start();
        assumeTrue(mount.waitFor() == 0, "nobody can mount on this machine");
    }

    @Test
    void aDiskIsFull() throws Exception {
        assumeThatOneCanMount();

        assertThat(failure(EndCause.NO_SPACE, "name", "full-disk")).contains("No space left on device", "/local");
        assertThat(failure(EndCause.NO_SPACE, "name", "no-scratch"))
                .startsWith("exit code 64: ")
                .contains("No space left on device", "/scratch");
    }

    @Test
    void theDiskOfWorkDirectoriesIsFull(@TempDir Path directory) throws Exception {
        assumeThatOneCanMount();
        Path drivers = Files.createDirectories(directory.resolve("data").resolve("drivers"));
        String mountAndRun = "mount -t tmpfs -o nr_inodes=1 none " + drivers + " && exec \"$@\"";
        try (GatewayProcess cramped =
                GatewayProcess.start(Distribution.HOME, directory.resolve("data"), Map.of(), builder -> {
                    List<String> command = new ArrayList<>(List.of("unshare", "-rm", "sh", "-c", mountAndRun, "sh"));
                    command.addAll(builder.command());
                    builder.command(command);
                })) {
            LiveSession session = LiveSession.create(cramped.client(), small());

            session.over().assertEnded(SessionState.ERROR, EndCause.NO_SPACE);
            assertThat(cramped.client().events(session.id()).at("/cause/detail").asString())
                    .contains("drivers", "No space left on device");
        }
    }

    @Test
    void aDirectoryCannotBeMade() throws IOException {
        assertThat(failure(EndCause.LAUNCH_FAILED, "name", "blocked-disk"))
                .startsWith("Spark could not make its directories in ");
    }

    @Test
    void itsHeapIsMoreThanTheMachineCanGive() throws IOException {
        assertThat(failure(EndCause.LAUNCH_FAILED, "driverMemory", "400t"))
                .startsWith("exit code 1: ")
                .contains("heap");
    }

    @Test
    void thereIsNoJava() throws IOException {
        assertThat(failure(EndCause.LAUNCH_FAILED, "name", "no-java")).contains("exit code 127: ", "/no/such/java");
    }

    @Test
    void itIsNotReadyInTime(@TempDir Path directory) throws IOException {
        Map<String, String> settings =
                Map.of("launch.java", java(directory).toString(), "session.start-timeout", "10s");
        try (GatewayProcess hasty = Distribution.gateway(directory.resolve("data"), settings)) {
            LiveSession session = LiveSession.create(hasty.client(), small("name", "never-ready"));
            LiveSession.LiveDriver driver = session.driver();

            session.assertEnded(SessionState.ERROR, EndCause.START_TIMEOUT);
            driver.assertGone();
        }
    }

    @Test
    void aStatementUsesUpTheMetaspace() {
        LiveSession session = LiveSession.idle(client, small("name", "small-metaspace"));
        LiveSession.LiveDriver driver = session.driver();
        assertThat(session.run("spark.range(10).count()").text()).endsWith(": Long = 10");
        session.run(MANY_CLASSES);

        StatementView filling = session.run("while (true) { val own = new Own; own.define(); kept += own }");

        assertThat(filling.state()).isEqualTo(StatementState.ERROR);
        assertThat(filling.errorName()).isEqualTo("DRIVER_OUT_OF_METASPACE");
        session.assertEnded(SessionState.DEAD, EndCause.DRIVER_OUT_OF_METASPACE);
        assertThat(client.events(session.id()).path("cause").path("detail").asString())
                .isEqualTo("The JVM's metaspace is used up.");
        driver.assertGone();
    }
}
