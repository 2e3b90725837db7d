package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.api.SessionState;
import io.hearth.api.StatementState;
import io.hearth.api.channel.GatewayFrame;
import io.hearth.api.channel.StatementOutcome;
import io.hearth.cli.client.SessionView;
import io.hearth.server.store.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Sessions that get another driver when theirs dies. */
class RecoverTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Map<String, ?> REQUEST = Map.of("kind", "spark", "queue", "default", "recover", true);

    @TempDir
    Path data;

    private final HandClock clock = new HandClock();
    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = start(new FakeLauncher());
    }

    private TestGateway start(FakeLauncher launcher) {
        Map<String, String> settings = new HashMap<>(database());
        settings.put("session.start-timeout", "60s");
        return TestGateway.start(data, settings, launcher, clock);
    }

    /** The settings of the database that this test runs on; the same ones each time it is asked. */
    Map<String, String> database() {
        return Map.of("database.url", Database.embedded(data));
    }

    @AfterEach
    void stop() {
        gateway.stop();
    }

    private String idleSession() {
        String id = gateway.client().createSession(REQUEST).id();
        awaitState(id, SessionState.IDLE);
        return id;
    }

    private void awaitState(String id, SessionState state) {
        gateway.client().awaitSession(id, view -> view.state() == state, SOON);
    }

    private FakeDriver driver(String sessionId) {
        return gateway.launcher().driverOf(sessionId).orElseThrow();
    }

    private JsonNode recovery(String id) {
        return gateway.client().session(id).json().path("recovery");
    }

    private void run(String id, String code) {
        gateway.client().run(id, code, SOON);
    }

    private void runRecoverable(String id, String code) {
        runRecoverable(id, "spark", code);
    }

    private void runRecoverable(String id, String kind, String code) {
        JsonNode made = gateway.client()
                .exchange(
                        "POST",
                        gateway.client().sessions() + "/" + id + "/statements",
                        "{\"code\": \"" + code + "\", \"kind\": \"" + kind + "\", \"recoverable\": true}",
                        Map.of())
                .orThrow()
                .json();
        assertThat(made.path("recoverable").asBoolean()).isTrue();
        gateway.client().awaitStatement(id, made.path("id").asInt(), SOON);
    }

    private FakeDriver dieAndAwaitAnother(String id) {
        FakeDriver dead = driver(id);
        dead.exit(137);
        await().atMost(SOON)
                .until(() -> gateway.launcher()
                        .driverOf(id)
                        .filter(another -> another != dead)
                        .isPresent());
        return driver(id);
    }

    @Test
    void anotherDriverTakesOverWithWhatDefinesAndWhatIsRecoverable() {
        String id = idleSession();
        assertThat(recovery(id).isNull()).isTrue();
        run(id, "def f");
        run(id, "x + 1");
        runRecoverable(id, "load");
        run(id, "fail bad");
        runRecoverable(id, "fail worse");
        run(id, "def g");
        gateway.client().submit(id, FakeDriver.HANG);
        gateway.client().submit(id, "waits");
        gateway.client().awaitStatement(id, 6, view -> view.state() == StatementState.RUNNING, SOON);
        List<JsonNode> before = statements(id).subList(0, 6);
        gateway.launcher().print(id, 6, "printed before");

        FakeDriver second = dieAndAwaitAnother(id);

        assertThat(gateway.client().awaitStatement(id, 7, SOON).text()).isEqualTo("waits");
        awaitState(id, SessionState.IDLE);
        assertThat(gateway.client().statement(id, 6).state()).isEqualTo(StatementState.ERROR);
        assertThat(gateway.client().statement(id, 6).errorName()).isEqualTo("DRIVER_KILLED");
        assertThat(gateway.client().statement(id, 6).text()).isEqualTo("printed before");
        assertThat(statements(id).subList(0, 6)).isEqualTo(before);
        assertThat(statements(id)).hasSize(8);
        GatewayFrame.OpenSession opened = (GatewayFrame.OpenSession) second.heard().stream()
                .filter(GatewayFrame.OpenSession.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertThat(opened.past())
                .extracting(GatewayFrame.PastStatement::statement)
                .containsExactly(0, 1, 2, 5);
        JsonNode told = recovery(id);
        assertThat(told.path("count").asInt()).isEqualTo(1);
        JsonNode last = told.path("last");
        assertThat(last.path("state").asString()).isEqualTo("done");
        assertThat(last.path("cause").asString()).isEqualTo("DRIVER_KILLED");
        assertThat(last.path("restored").toString()).isEqualTo("[0,2,5]");
        assertThat(last.path("not_restored").toString())
                .isEqualTo("[{\"id\":1,\"reason\":\"it runs\"},"
                        + "{\"id\":3,\"reason\":\"it had ended with an error\"},"
                        + "{\"id\":4,\"reason\":\"it had ended with an error\"},"
                        + "{\"id\":6,\"reason\":\"it had ended with an error\"}]");
        assertThat(gateway.client().events(id).path("events").findValuesAsString("name"))
                .contains("recovering", "restored");
        assertThat(gateway.launcher().alive()).isEqualTo(1);
    }

    private List<JsonNode> statements(String id) {
        return gateway.client()
                .exchange("GET", gateway.client().sessions() + "/" + id + "/statements", null, Map.of())
                .json()
                .path("statements")
                .valueStream()
                .toList();
    }

    @Test
    void aSessionThatDidNotAskForItIsDead() {
        String id = gateway.client()
                .createSession(Map.of("kind", "spark", "queue", "default", "recover", false))
                .id();
        awaitState(id, SessionState.IDLE);

        driver(id).exit(137);

        awaitState(id, SessionState.DEAD);
        assertThat(gateway.client().session(id).json().has("recover")).isFalse();
    }

    @Test
    void statementsPostedMeanwhileAreTakenAndTheRoomIsKept() {
        Map<String, Object> large = new HashMap<>(REQUEST);
        large.put("sc_type", "C");
        String id = gateway.client().createSession(large).id();
        String other = gateway.client().createSession(large).id();
        awaitState(id, SessionState.IDLE);
        awaitState(other, SessionState.IDLE);
        String waiting = gateway.client().createSession(large).id();
        gateway.launcher().dialling(FakeLauncher.Dialling.NEVER);

        FakeDriver second = dieAndAwaitAnother(id);

        SessionView view = gateway.client().session(id);
        assertThat(view.state()).isEqualTo(SessionState.RECOVERING);
        assertThat(view.json().path("appId").isNull()).isTrue();
        assertThat(recovery(id).path("last").path("state").asString()).isEqualTo("under_way");
        gateway.client().submit(id, "posted meanwhile");
        assertThat(gateway.client().session(waiting).state()).isEqualTo(SessionState.NOT_STARTED);
        second.dial().join();
        assertThat(gateway.client().awaitStatement(id, 0, SOON).text()).isEqualTo("posted meanwhile");
        assertThat(gateway.client().session(waiting).state()).isEqualTo(SessionState.NOT_STARTED);
    }

    @Test
    void deletingEndsItAtOnceAlsoBeforeItIsReady() {
        String id = idleSession();
        gateway.launcher().dialling(FakeLauncher.Dialling.NEVER);
        dieAndAwaitAnother(id);

        gateway.client().deleteSession(id);

        awaitState(id, SessionState.SUCCESS);
        assertThat(gateway.launcher().alive()).isZero();
    }

    @Test
    void aSecondDriverThatDiesBeforeItIsReadyIsTheEnd() {
        String id = idleSession();
        gateway.launcher().dialling(FakeLauncher.Dialling.NEVER);
        FakeDriver second = dieAndAwaitAnother(id);
        second.neverReady();
        second.dial().join();
        gateway.client().submit(id, "never runs");
        gateway.client().awaitSession(id, view -> !view.json().path("appId").isNull(), SOON);

        second.exit(134);

        awaitState(id, SessionState.DEAD);
        assertThat(gateway.client().events(id).path("cause").path("name").asString())
                .isEqualTo("DRIVER_CRASHED");
        assertThat(recovery(id).path("last").path("state").asString()).isEqualTo("failed");
        assertThat(gateway.client().statement(id, 0).state()).isEqualTo(StatementState.CANCELLED);
        assertThat(gateway.launcher().alive()).isZero();
    }

    @Test
    void aSecondDriverThatCannotStartIsToldAsSuch() {
        String id = idleSession();
        gateway.launcher().dialling(FakeLauncher.Dialling.NEVER);
        FakeDriver second = dieAndAwaitAnother(id);

        second.exit(3);

        awaitState(id, SessionState.DEAD);
        assertThat(gateway.client().events(id).path("cause").path("name").asString())
                .isEqualTo("LAUNCH_FAILED");
    }

    @Test
    void aRecoverableStatementThatIsTooLongToRunAgainIsToldAsSuch() {
        String id = idleSession();
        for (int number = 0; number < 4; number++) {
            runRecoverable(id, "sql", "x".repeat(1_000_000));
        }

        dieAndAwaitAnother(id);
        awaitState(id, SessionState.IDLE);

        assertThat(recovery(id).path("last").path("restored_count").asInt()).isEqualTo(3);
        assertThat(recovery(id).at("/last/not_restored/0/reason").asString())
                .isEqualTo("there was more code before it than runs again");
    }

    @Test
    void aSecondDriverThatIsNeverReadyEndsByTheStartTimeOut() {
        String id = idleSession();
        gateway.launcher().dialling(FakeLauncher.Dialling.NEVER);
        dieAndAwaitAnother(id);

        clock.advance(Duration.ofSeconds(61));
        gateway.look();

        awaitState(id, SessionState.DEAD);
        assertThat(gateway.client().events(id).path("cause").path("name").asString())
                .isEqualTo("START_TIMEOUT");
    }

    @Test
    void moreThanThreeTimesWithinAnHourItIsNotReplaced() {
        Map<String, Object> patient = new HashMap<>(REQUEST);
        // An hour is the usual time that a session may be idle.
        patient.put("heartbeatTimeoutInSecond", 7200);
        String id = gateway.client().createSession(patient).id();
        awaitState(id, SessionState.IDLE);
        for (int i = 1; i <= 3; i++) {
            int count = i;
            dieAndAwaitAnother(id);
            awaitState(id, SessionState.IDLE);
            assertThat(recovery(id).path("count").asInt()).isEqualTo(count);
        }
        clock.advance(Duration.ofMinutes(61));
        dieAndAwaitAnother(id);
        awaitState(id, SessionState.IDLE);
        dieAndAwaitAnother(id);
        awaitState(id, SessionState.IDLE);
        dieAndAwaitAnother(id);
        awaitState(id, SessionState.IDLE);
        assertThat(recovery(id).path("count").asInt()).isEqualTo(6);

        driver(id).exit(137);

        awaitState(id, SessionState.DEAD);
        assertThat(gateway.client().events(id).path("events").findValuesAsString("detail"))
                .contains("its driver is not replaced: it was 3 times within an hour");
    }

    @Test
    void aGatewayThatIsKilledMeanwhileIsFollowedByOneThatGoesOn() throws Exception {
        String id = idleSession();
        run(id, "def f");
        gateway.client().submit(id, FakeDriver.HANG);
        gateway.client().submit(id, "waits");
        gateway.client().awaitStatement(id, 1, view -> view.state() == StatementState.RUNNING, SOON);
        FakeLauncher launcher = gateway.launcher();
        launcher.dialling(FakeLauncher.Dialling.NEVER);
        FakeDriver second = dieAndAwaitAnother(id);

        gateway.kill();
        gateway = start(launcher);

        assertThat(gateway.client().session(id).state()).isEqualTo(SessionState.RECOVERING);
        second.dialTo(gateway.address()).join();
        assertThat(gateway.client().awaitStatement(id, 2, SOON).text()).isEqualTo("waits");
        awaitState(id, SessionState.IDLE);
        assertThat(recovery(id).path("last").path("restored").toString()).isEqualTo("[0]");
        assertThat(gateway.client().statement(id, 1).errorName()).isEqualTo("DRIVER_KILLED");
        assertThat(launcher.alive()).isEqualTo(1);
    }

    @Test
    void aDriverThatDiesWithItsGatewayIsReplacedByTheNextOne() throws Exception {
        String id = idleSession();
        run(id, "def f");
        FakeLauncher launcher = gateway.launcher();
        FakeDriver dead = driver(id);

        gateway.kill();
        dead.exit(137);
        gateway = start(launcher);

        awaitState(id, SessionState.IDLE);
        assertThat(driver(id)).isNotSameAs(dead);
        assertThat(recovery(id).path("last").path("restored").toString()).isEqualTo("[0]");
    }

    @Test
    void aConnectionThatBreaksMeanwhileCostsNothingButTime() {
        String id = idleSession();
        run(id, "def f");
        gateway.launcher().dialling(FakeLauncher.Dialling.NEVER);
        FakeDriver second = dieAndAwaitAnother(id);
        second.neverReady();
        second.dial().join();
        gateway.client().awaitSession(id, view -> !view.json().path("appId").isNull(), SOON);

        second.cut();
        second.ready(id, 0);
        second.dial().join();

        awaitState(id, SessionState.IDLE);
        assertThat(recovery(id).path("last").path("restored").toString()).isEqualTo("[0]");
    }

    @Test
    void whatAGatewayOfTheVersionBeforeWentPastIsGivenUp() throws SQLException {
        String id = idleSession();
        run(id, "def f");
        gateway.launcher().dialling(FakeLauncher.Dialling.NEVER);
        FakeDriver second = dieAndAwaitAnother(id);
        second.neverReady();
        second.dial().join();
        gateway.client().awaitSession(id, view -> !view.json().path("appId").isNull(), SOON);
        second.cut();
        execute("insert into session_event (session_id, at, name) values ('%s', %d, 'reconnected')"
                .formatted(id, clock.millis() + 1));

        second.dial().join();

        awaitState(id, SessionState.IDLE);
        assertThat(recovery(id).path("last").path("state").asString()).isEqualTo("failed");
        run(id, "goes on");
    }

    @Test
    void theLogOfAnotherDriverIsTakenFromItsBeginning() throws SQLException {
        String id = idleSession();
        execute(
                "insert into log_stream (session_id, stream, newest, source_position) values ('%s', 'STDERR', '[]', 1000)"
                        .formatted(id));

        dieAndAwaitAnother(id);
        awaitState(id, SessionState.IDLE);

        assertThat(sourcePosition(id)).isZero();
    }

    private Connection connect() throws SQLException {
        Map<String, String> settings = database();
        return DriverManager.getConnection(
                Objects.requireNonNull(settings.get("database.url")), settings.get("database.user"), null);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }

    private long sourcePosition(String id) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select source_position from log_stream where session_id = '%s' and stream = 'STDERR'"
                                .formatted(id))) {
            assertThat(row.next()).isTrue();
            return row.getLong(1);
        }
    }

    @Test
    void anOutcomeThatWasToldBeforeTheDeathCounts() {
        String id = idleSession();
        gateway.client().submit(id, FakeDriver.HANG);
        gateway.client().awaitStatement(id, 0, view -> view.state() == StatementState.RUNNING, SOON);
        driver(id).end(id, 0, StatementOutcome.ok("whole"));
        gateway.client().awaitStatement(id, 0, SOON);

        dieAndAwaitAnother(id);

        awaitState(id, SessionState.IDLE);
        assertThat(gateway.client().statement(id, 0).text()).isEqualTo("whole");
    }
}
