package io.hearth.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.api.SessionState;
import io.hearth.api.StatementState;
import io.hearth.cli.client.HearthClient;
import io.hearth.cli.client.SessionView;
import io.hearth.cli.client.StatementView;
import io.hearth.testkit.GatewayProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way a session can end, on real Spark: the right state, a named cause, and nothing left behind. */
class EndsIT {

    private static final Path HOME = Path.of(System.getProperty("hearth.home"));
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration RUN = Duration.ofMinutes(1);
    private static final Duration END = Duration.ofSeconds(10);
    private static final Duration CLEAN = Duration.ofSeconds(5);
    private static final Map<String, Object> SMALL = Map.of(
            "kind", "spark", "queue", "default", "driverMemory", "1G", "executorMemory", "1G", "numExecutors", 1);

    @TempDir
    Path data;

    private GatewayProcess gateway;

    @AfterEach
    void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    private HearthClient start(Map<String, String> settings) throws IOException {
        gateway = GatewayProcess.start(HOME, data, settings);
        return gateway.client();
    }

    private static String idleSession(HearthClient client) {
        SessionView settled = client.awaitSettled(client.createSession(SMALL).id(), START);
        assertThat(settled.state()).isEqualTo(SessionState.IDLE);
        return settled.id();
    }

    private void assertEnded(HearthClient client, String id, SessionState state, String cause) {
        client.awaitSession(id, view -> view.state().isFinal(), END);
        assertThat(client.session(id).state()).isEqualTo(state);
        assertThat(client.events(id).path("cause").path("name").asString()).isEqualTo(cause);
        assertThat(client.log(id, 1000)).anyMatch(line -> line.contains(cause));
        assertNothingLeft();
    }

    private void assertNothingLeft() {
        await().atMost(CLEAN).untilAsserted(() -> {
            assertThat(gateway.drivers()).isEmpty();
            assertThat(children(data.resolve("drivers"))).isEmpty();
        });
    }

    private static List<Path> children(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.toList();
        }
    }

    @Test
    void whatUserCodeCanDoToItsDriver() throws IOException {
        HearthClient client = start(Map.of());

        String exited = idleSession(client);
        StatementView exit = client.run(exited, "println(\"before\"); System.exit(7)", RUN);
        assertThat(exit.state()).isEqualTo(StatementState.ERROR);
        assertEnded(client, exited, SessionState.DEAD, "USER_CODE_EXITED");

        String stopped = idleSession(client);
        client.submit(stopped, "sc.stop()");
        assertEnded(client, stopped, SessionState.DEAD, "SPARK_CONTEXT_STOPPED");

        String full = idleSession(client);
        client.submit(
                full,
                "val all = scala.collection.mutable.ArrayBuffer[Array[Long]](); while (true) all += new Array[Long](1 << 20)");
        assertEnded(client, full, SessionState.DEAD, "DRIVER_OUT_OF_MEMORY");
        assertThat(client.statement(full, 0).errorName()).isEqualTo("DRIVER_OUT_OF_MEMORY");
    }

    @Test
    void whatOthersCanDoToADriver() throws IOException {
        HearthClient client = start(Map.of("session.idle-timeout", "1h"));

        String killed = idleSession(client);
        client.submit(killed, "Thread.sleep(60000)");
        client.awaitStatement(killed, 0, view -> view.state() == StatementState.RUNNING, RUN);
        long killedAt = System.nanoTime();
        gateway.drivers().forEach(ProcessHandle::destroyForcibly);
        client.awaitSession(killed, view -> view.state() == SessionState.DEAD, END);
        assertThat(Duration.ofNanos(System.nanoTime() - killedAt)).isLessThan(Duration.ofSeconds(5));
        assertEnded(client, killed, SessionState.DEAD, "DRIVER_KILLED");

        String deletedWhileStarting = client.createSession(SMALL).id();
        client.deleteSession(deletedWhileStarting);
        assertEnded(client, deletedWhileStarting, SessionState.SUCCESS, "DELETED");

        String deletedWhileBusy = idleSession(client);
        client.submit(deletedWhileBusy, "sc.range(0, 1000000000000L).map(x => x * 2).count()");
        client.awaitSession(deletedWhileBusy, view -> view.state() == SessionState.BUSY, RUN);
        client.deleteSession(deletedWhileBusy);
        assertEnded(client, deletedWhileBusy, SessionState.SUCCESS, "DELETED");
        assertThat(client.statement(deletedWhileBusy, 0).state()).isEqualTo(StatementState.CANCELLED);

        String stopped = idleSession(client);
        gateway.interrupt();
        assertNothingLeft();
        client = start(Map.of());
        assertEnded(client, stopped, SessionState.SUCCESS, "GATEWAY_STOPPED");
    }

    @Test
    void whatCannotStart() throws IOException {
        HearthClient client = start(Map.of(
                "launch.local.max-heap",
                "512t",
                "launch.local.memory-budget",
                "1024t",
                "queue.compute-units",
                "1000000"));

        String badConf = client.createSession(Map.of(
                        "kind",
                        "spark",
                        "queue",
                        "default",
                        "driverMemory",
                        "1G",
                        "conf",
                        List.of(Map.of("spark.serializer", "no.such.Serializer"))))
                .id();
        client.awaitSession(badConf, view -> view.state().isFinal(), START);
        assertEnded(client, badConf, SessionState.ERROR, "LAUNCH_FAILED");

        String noMemory = client.createSession(Map.of("kind", "spark", "queue", "default", "driverMemory", "400t"))
                .id();
        client.awaitSession(noMemory, view -> view.state().isFinal(), START);
        assertEnded(client, noMemory, SessionState.ERROR, "LAUNCH_FAILED");
    }

    @Test
    void aDriverWhoseGatewayWasKilledEndsWhenItsLeaseIsOver() throws IOException {
        HearthClient client = start(Map.of("driver.lease", "3s"));
        idleSession(client);

        gateway.kill();

        assertThat(gateway.drivers()).hasSize(1);
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(gateway.drivers()).isEmpty());
    }

    @Test
    void aKilledGatewayIsFollowedByOneThatTakesUpItsSessions() throws IOException {
        HearthClient client = start(Map.of());
        String id = idleSession(client);
        client.run(id, "val kept = 41", RUN);
        client.submit(id, "Thread.sleep(3000); println(\"done\")");
        client.awaitStatement(id, 1, view -> view.state() == StatementState.RUNNING, RUN);

        gateway.kill();
        client = start(Map.of("server.port", String.valueOf(gateway.port())));

        assertThat(client.statement(id, 0).text()).isEqualTo("kept: Int = 41");
        assertThat(client.awaitStatement(id, 1, RUN).text()).isEqualTo("done");
        assertThat(client.run(id, "kept + 1", RUN).text()).endsWith(": Int = 42");
        client.deleteSession(id);
        assertEnded(client, id, SessionState.SUCCESS, "DELETED");
    }
}
