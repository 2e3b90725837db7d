package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.api.SessionState;
import io.hearth.cli.client.Exchange;
import io.hearth.cli.client.HttpFailure;
import io.hearth.cli.client.SessionView;
import io.hearth.server.auth.UserAdministration.Standing;
import io.hearth.server.session.PackageReferences;
import io.hearth.server.session.Session;
import io.hearth.server.session.Sessions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queues and the sessions on them, with a real database. */
class QueueLifeTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String QUEUES = "/v1.0/default/queues";

    @TempDir
    Path data;

    private TestGateway gateway;
    private String size = "64";
    private int perUser = 5;

    @BeforeEach
    void start() {
        gateway = start(new FakeLauncher());
    }

    private TestGateway start(FakeLauncher launcher) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "queue.max-per-project",
                "5",
                "queue.compute-units",
                size,
                "session.max-open",
                "5",
                "session.max-open-per-user",
                String.valueOf(perUser)));
        settings.putAll(database());
        return TestGateway.start(data, settings, launcher, Clock.systemUTC());
    }

    /** The settings of the database that this test runs on; the same ones each time it is asked. */
    Map<String, String> database() {
        return Map.of();
    }

    @AfterEach
    void stop() {
        gateway.stop();
    }

    private Exchange call(String method, String path, String body) {
        return gateway.client().exchange(method, path, body.isEmpty() ? null : body, Map.of());
    }

    private Exchange make(String name, int computeUnits) {
        return call("POST", QUEUES, "{\"queue_name\": \"" + name + "\", \"cu_count\": " + computeUnits + "}");
    }

    private Exchange delete(String name) {
        return call("DELETE", QUEUES + "/" + name, "");
    }

    private String session(String queue) {
        return gateway.client()
                .createSession(Map.of("kind", "spark", "queue", queue))
                .id();
    }

    private void awaitState(String id, SessionState state) {
        gateway.client().awaitSession(id, view -> view.state() == state, SOON);
    }

    private static void assertDone(Exchange exchange) {
        assertThat(exchange.status()).as(exchange.body()).isEqualTo(200);
    }

    private static void assertRefused(Exchange exchange, String code, String... parts) {
        assertThat(exchange.status()).as(exchange.body()).isEqualTo(400);
        assertThat(exchange.json().path("error_code").asString()).isEqualTo(code);
        assertThat(exchange.json().path("error_msg").asString()).contains(parts);
    }

    @Test
    void aQueueOutlivesItsGatewayAndKeepsEveryField() {
        assertDone(call("POST", QUEUES, """
                {"queue_name": "Mine", "cu_count": 24, "description": "für uns", "queue_type": "general",
                 "labels": ["a", "b\\"c"], "tags": [{"key": "k", "value": "v"}]}"""));
        String before = call("GET", QUEUES + "/mine", "").body();

        gateway.kill();
        gateway = start(new FakeLauncher());

        assertThat(call("GET", QUEUES + "/mine", "").body()).isEqualTo(before);
        assertThat(call("GET", "/v2.0/default/clusters/MINE", "")
                        .json()
                        .path("cu_count")
                        .asInt())
                .isEqualTo(24);
    }

    @Test
    void builtInQueuesAreThereAndStay() {
        assertThat(call("GET", "/v2.0/default/clusters", "")
                        .json()
                        .path("clusters")
                        .values())
                .extracting(cluster -> cluster.path("cluster_name").asString())
                .containsExactly("default", "test_cluster");
        assertRefused(delete("default"), "DLI.0007", "default");
        assertRefused(make("Test_Cluster", 1), "DLI.0006", "test_cluster");
        assertThat(call("GET", "/v1.0/other/queues", "").json().path("queues").isEmpty())
                .isTrue();
    }

    @Test
    void aQueueTooManyNamesTheLimit() {
        for (int i = 0; i < 3; i++) {
            assertDone(make("q" + i, 1));
        }
        assertRefused(make("q3", 1), "DLI.0009", "default", "has 5 queues", "queue.max-per-project is 5");
        assertDone(delete("q0"));
        assertDone(make("q3", 1));
    }

    @Test
    void aQueueWithLivingSessionsCannotBeDeletedAndItsFinishedOnesStayListed() {
        assertDone(make("busy", 8));
        String runs = session("busy");
        String waits = session("BUSY");
        awaitState(runs, SessionState.IDLE);

        assertRefused(delete("busy"), "DLI.0007", "busy", "2 sessions");
        gateway.client().deleteSession(waits);
        assertRefused(delete("busy"), "DLI.0007", "1 sessions");
        gateway.client().deleteSession(runs);
        assertDone(delete("busy"));

        assertThat(call("GET", gateway.client().sessions() + "?queue=busy", "")
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(2);
        assertThatThrownBy(() -> session("busy"))
                .isInstanceOfSatisfying(
                        HttpFailure.class,
                        failure -> assertThat(failure.errorCode()).isEqualTo("DLI.0008"));
        assertThat(delete("busy").status()).isEqualTo(404);
    }

    @Test
    void aDeleteThatRacesWithCreatesLeavesNoSessionWithoutItsQueue() {
        try (Racers racers = new Racers()) {
            for (int round = 0; round < 20; round++) {
                assertDone(make("race", 8));
                CompletableFuture<Integer> creating = racers.run(
                        () -> call("POST", gateway.client().sessions(), "{\"kind\": \"spark\", \"queue\": \"race\"}")
                                .status());
                CompletableFuture<Integer> deleting =
                        racers.run(() -> delete("race").status());

                assertThat(creating.join() + deleting.join()).isEqualTo(600);
                if (deleting.join() != 200) {
                    String id = call("GET", gateway.client().sessions() + "?queue=race&size=1", "")
                            .json()
                            .path("sessions")
                            .path(0)
                            .path("id")
                            .asString();
                    gateway.client().deleteSession(id);
                    assertDone(delete("race"));
                }
            }
        }
    }

    private SessionView urgent(String queue, int priority) {
        return gateway.client()
                .createSession(Map.of(
                        "kind", "spark", "queue", queue, "conf", Map.of("spark.dli.job.priority", "" + priority)));
    }

    private static int place(SessionView session) {
        return session.json().path("queuePosition").asInt(-1);
    }

    private List<Integer> places(List<String> ids) {
        return ids.stream().map(id -> place(gateway.client().session(id))).toList();
    }

    @Test
    void whoWaitsKnowsItsPlaceAndTheUrgentGoFirst() {
        assertDone(make("line", 8));
        String runs = session("line");
        awaitState(runs, SessionState.IDLE);
        assertThat(place(gateway.client().session(runs))).isEqualTo(-1);
        SessionView usual = gateway.client().createSession(Map.of("kind", "spark", "queue", "line"));
        SessionView low = urgent("line", 1);
        SessionView alsoUsual = urgent("line", 3);
        SessionView high = urgent("line", 10);
        assertThat(place(usual)).isEqualTo(1);
        assertThat(place(low)).isEqualTo(2);
        assertThat(place(alsoUsual)).isEqualTo(2);
        assertThat(place(high)).isEqualTo(1);
        List<String> order = List.of(high.id(), usual.id(), alsoUsual.id(), low.id());
        assertThat(places(order)).containsExactly(1, 2, 3, 4);
        Map<String, Integer> listed = new HashMap<>();
        call("GET", gateway.client().sessions() + "?queue=line", "")
                .json()
                .path("sessions")
                .forEach(session -> listed.put(
                        session.path("id").asString(),
                        session.path("queuePosition").asInt(-1)));
        assertThat(listed)
                .isEqualTo(Map.of(runs, -1, order.get(0), 1, order.get(1), 2, order.get(2), 3, order.get(3), 4));

        FakeLauncher launcher = gateway.launcher();
        gateway.kill();
        gateway = start(launcher);
        assertThat(places(order)).containsExactly(1, 2, 3, 4);
        gateway.client().deleteSession(order.get(1));
        assertThat(places(List.of(order.get(0), order.get(2), order.get(3)))).containsExactly(1, 2, 3);

        gateway.client().deleteSession(runs);
        awaitState(order.get(0), SessionState.IDLE);
        gateway.client().deleteSession(order.get(0));
        awaitState(order.get(2), SessionState.IDLE);
        assertThat(places(List.of(order.get(2), order.get(3)))).containsExactly(-1, 1);
        assertThat(gateway.client().session(order.get(1)).state()).isEqualTo(SessionState.SUCCESS);
    }

    @Test
    void placesOutliveAGatewayThatIsStopped() {
        assertDone(make("short", 8));
        String runs = session("short");
        List<String> order = List.of(session("short"), session("short"), session("short"));
        awaitState(runs, SessionState.IDLE);
        assertThat(places(order)).containsExactly(1, 2, 3);

        gateway.stop();
        gateway = start(new FakeLauncher());

        assertThat(gateway.client().session(runs).state()).isEqualTo(SessionState.SUCCESS);
        awaitState(order.get(0), SessionState.IDLE);
        assertThat(places(order)).containsExactly(-1, 1, 2);
    }

    @Test
    void aProjectAndEachOfItsUsersHaveSoManyOpenSessions() {
        FakeLauncher launcher = gateway.launcher();
        gateway.stop();
        perUser = 2;
        gateway = start(launcher);
        Sessions sessions = gateway.sessions();
        for (int i = 0; i < 2; i++) {
            sessions.create("default", "ann", SamplePlan.ON_DEFAULT_QUEUE, PackageReferences.none(), null);
        }
        assertThatThrownBy(() ->
                        sessions.create("default", "ann", SamplePlan.ON_DEFAULT_QUEUE, PackageReferences.none(), null))
                .hasMessageStartingWith("DLI.0009: User ann has 2 open sessions in project default, "
                        + "the limit session.max-open-per-user is 2");
        Session other = sessions.create("default", "ben", SamplePlan.ON_DEFAULT_QUEUE, PackageReferences.none(), null);
        for (int i = 0; i < 2; i++) {
            sessions.create("default", null, SamplePlan.ON_DEFAULT_QUEUE, PackageReferences.none(), null);
        }
        assertThatThrownBy(() ->
                        sessions.create("default", "ben", SamplePlan.ON_DEFAULT_QUEUE, PackageReferences.none(), null))
                .hasMessageStartingWith(
                        "DLI.0009: Project default has 5 open sessions, " + "the limit session.max-open is 5");

        sessions.delete("default", other.id());
        awaitState(other.id(), SessionState.SUCCESS);
        sessions.create("default", "ben", SamplePlan.ON_DEFAULT_QUEUE, PackageReferences.none(), null);
    }

    @Test
    void roomThatCameFreeWhileNoGatewayWasThereIsTaken() {
        assertDone(make("line", 8));
        String runs = session("line");
        String waits = session("line");
        awaitState(runs, SessionState.IDLE);
        FakeLauncher launcher = gateway.launcher();

        gateway.kill();
        launcher.driverOf(runs).orElseThrow().exit(137);
        gateway = start(launcher);

        awaitState(runs, SessionState.DEAD);
        awaitState(waits, SessionState.IDLE);
    }

    @Test
    void nobodyOvertakesTheFirstByBeingSmaller() {
        assertDone(make("line", 32));
        String runs = session("line");
        SessionView large = gateway.client().createSession(Map.of("kind", "spark", "queue", "line", "sc_type", "C"));
        SessionView small = gateway.client().createSession(Map.of("kind", "spark", "queue", "line"));
        assertThat(small.state()).isEqualTo(SessionState.NOT_STARTED);

        gateway.client().deleteSession(large.id());

        awaitState(small.id(), SessionState.IDLE);
        awaitState(runs, SessionState.IDLE);
    }

    @Test
    void whoCanNeverStartAfterTheQueueShrankEndsWithItsCauseAndHoldsUpNobody() {
        for (int i = 0; i < 2; i++) {
            gateway.client().createSession(Map.of("kind", "spark", "queue", "default", "sc_type", "C"));
        }
        String large = gateway.client()
                .createSession(Map.of("kind", "spark", "queue", "default", "sc_type", "C"))
                .id();
        String small = session("default");
        gateway.kill();
        size = "16";
        gateway = start(new FakeLauncher());

        awaitState(large, SessionState.ERROR);
        assertThat(gateway.client().events(large).path("cause").path("detail").asString())
                .contains("32 CUs", "default", "16");
        awaitState(small, SessionState.IDLE);
    }

    /** Two threads that begin at about the same time. */
    private static final class Racers implements AutoCloseable {

        private final ExecutorService executor = Executors.newFixedThreadPool(2);

        <T> CompletableFuture<T> run(Supplier<T> call) {
            return CompletableFuture.supplyAsync(call, executor);
        }

        @Override
        public void close() {
            executor.shutdown();
        }
    }

    @Test
    void nobodyComesToOwnWhatAnEarlierUserOfTheNameLeftOpen() {
        Session left = gateway.sessions()
                .create("default", "eve", SamplePlan.ON_DEFAULT_QUEUE, PackageReferences.none(), null);

        assertThatThrownBy(() -> gateway.administration().users().create("Eve", "correct horse", Standing.ORDINARY))
                .hasMessageStartingWith("DLI.0007: Sessions of an earlier user eve are still open");

        gateway.sessions().delete("default", left.id());
        awaitState(left.id(), SessionState.SUCCESS);
        assertThat(gateway.administration()
                        .users()
                        .create("Eve", "correct horse", Standing.ORDINARY)
                        .name())
                .isEqualTo("eve");
    }
}
