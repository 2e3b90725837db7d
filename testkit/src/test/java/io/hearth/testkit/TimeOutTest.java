package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.api.SessionState;
import io.hearth.api.StatementState;
import io.hearth.cli.client.Exchange;
import io.hearth.cli.client.SessionView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ends that come with time, on a clock that is moved by hand. */
class TimeOutTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path data;

    private final HandClock clock = new HandClock();
    private TestGateway gateway;

    @BeforeEach
    void start() {
        Map<String, String> settings = new HashMap<>(database());
        settings.put("driver.lease", "60s");
        gateway = TestGateway.start(data, settings, new FakeLauncher(), clock);
    }

    /** Settings that say where the data lies. */
    Map<String, String> database() {
        return Map.of();
    }

    @AfterEach
    void stop() {
        gateway.stop();
    }

    private String session(Map<String, ?> fields) {
        return gateway.client().createSession(fields).id();
    }

    private SessionView awaitState(String id, SessionState state) {
        return gateway.client().awaitSession(id, view -> view.state() == state, SOON);
    }

    private String cause(String id) {
        return gateway.client().events(id).path("cause").path("name").asString();
    }

    @Test
    void anIdleSessionEndsWhenItsOwnTimeIsOver() {
        String brief = session(Map.of("kind", "spark", "queue", "default", "heartbeatTimeoutInSecond", 6));
        String usual = session(Map.of("kind", "spark", "queue", "default"));
        awaitState(brief, SessionState.IDLE);
        awaitState(usual, SessionState.IDLE);

        // Eight seconds in all would be a silence after which the connections are dropped.
        clock.advance(Duration.ofSeconds(5));
        gateway.look();
        assertThat(gateway.client().session(brief).state()).isEqualTo(SessionState.IDLE);
        clock.advance(Duration.ofSeconds(1));
        gateway.look();

        awaitState(brief, SessionState.SUCCESS);
        assertThat(cause(brief)).isEqualTo("IDLE_TIMEOUT");
        assertThat(gateway.client().session(usual).state()).isEqualTo(SessionState.IDLE);
    }

    @Test
    void aStatementStartsTheCountAnewAndABusySessionIsNeverIdle() {
        String id = session(Map.of("kind", "spark", "queue", "default", "heartbeatTimeoutInSecond", 3));
        awaitState(id, SessionState.IDLE);
        clock.advance(Duration.ofSeconds(2));
        gateway.client().run(id, "one", SOON);
        awaitState(id, SessionState.IDLE);
        clock.advance(Duration.ofSeconds(2));
        gateway.look();
        assertThat(gateway.client().session(id).state()).isEqualTo(SessionState.IDLE);

        gateway.client().submit(id, FakeDriver.HANG);
        awaitState(id, SessionState.BUSY);
        // Past the time-out; eight seconds without a word of the driver would be a silence.
        clock.advance(Duration.ofMillis(3500));
        gateway.look();

        assertThat(gateway.client().session(id).state()).isEqualTo(SessionState.BUSY);
    }

    @Test
    void resettingTheTimeOutStartsTheCountAnew() {
        String id = session(Map.of("kind", "spark", "queue", "default", "heartbeatTimeoutInSecond", 4));
        awaitState(id, SessionState.IDLE);
        long updated = gateway.client().session(id).json().path("update_time").asLong();
        clock.advance(Duration.ofSeconds(3));
        assertThat(resetTimeout(id).json().toString()).isEqualTo("{\"msg\":\"reset\"}");
        clock.advance(Duration.ofSeconds(3));
        gateway.look();

        SessionView kept = gateway.client().session(id);
        assertThat(kept.state()).isEqualTo(SessionState.IDLE);
        assertThat(kept.json().path("update_time").asLong()).isEqualTo(updated);

        clock.advance(Duration.ofSeconds(1));
        gateway.look();
        awaitState(id, SessionState.SUCCESS);
        assertThat(cause(id)).isEqualTo("IDLE_TIMEOUT");

        Exchange refused = resetTimeout(id);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("error_code").asString()).isEqualTo("DLI.0007");
        assertThat(refused.json().path("error_msg").asString()).contains("success", "IDLE_TIMEOUT");
    }

    @Test
    void aBusySessionTakesAResetAndIsCountedFromItsRest() {
        String id = session(Map.of("kind", "spark", "queue", "default", "heartbeatTimeoutInSecond", 5));
        awaitState(id, SessionState.IDLE);
        gateway.client().submit(id, FakeDriver.HANG);
        awaitState(id, SessionState.BUSY);

        assertThat(resetTimeout(id).status()).isEqualTo(200);
        assertThat(gateway.client().session(id).state()).isEqualTo(SessionState.BUSY);
        clock.advance(Duration.ofSeconds(8));
        gateway.client().cancel(id, 0);
        awaitState(id, SessionState.IDLE);
        clock.advance(Duration.ofSeconds(4));
        gateway.look();

        assertThat(gateway.client().session(id).state()).isEqualTo(SessionState.IDLE);
    }

    @Test
    void startsWaitForOneAnotherUntilOneIsReadyOrTakesTooLong() {
        FakeLauncher launcher = gateway.launcher();
        launcher.dialling(FakeLauncher.Dialling.NEVER);
        launcher.limitStarts(1);
        Map<String, ?> fields = Map.of("kind", "spark", "queue", "default");
        String first = session(fields);
        String second = session(fields);
        String third = session(fields);
        assertThat(gateway.client().session(first).state()).isEqualTo(SessionState.STARTING);
        assertThat(gateway.client().session(second).state()).isEqualTo(SessionState.NOT_STARTED);

        assertThat(launcher.driverOf(first).orElseThrow().dial()).succeedsWithin(SOON);
        awaitState(first, SessionState.IDLE);
        awaitState(second, SessionState.STARTING);
        gateway.client().deleteSession(first);

        clock.advance(Duration.ofSeconds(59));
        gateway.look();
        assertThat(gateway.client().session(third).state()).isEqualTo(SessionState.NOT_STARTED);
        clock.advance(Duration.ofSeconds(1));
        gateway.look();
        awaitState(third, SessionState.STARTING);
        assertThat(gateway.client().session(second).state()).isEqualTo(SessionState.STARTING);
    }

    private Exchange resetTimeout(String id) {
        String path = gateway.client().sessions() + "/" + id + "/reset-timeout";
        return gateway.client().exchange("POST", path, null, Map.of());
    }

    /** A cancel that overtakes its statement finds a driver that is not deaf yet. */
    private FakeDriver awaitTold(String id) {
        FakeDriver driver = gateway.launcher().driverOf(id).orElseThrow();
        await().atMost(SOON).until(() -> driver.has(id, 0));
        return driver;
    }

    @Test
    void aDriverThatDoesNotHeedACancelIsEnded() {
        String id = session(Map.of("kind", "spark", "queue", "default"));
        awaitState(id, SessionState.IDLE);
        gateway.client().submit(id, FakeDriver.DEAF);
        gateway.client().submit(id, "after it");
        awaitTold(id);
        // Eight seconds in all would be a silence after which the connection is dropped.
        clock.advance(Duration.ofSeconds(1));

        gateway.client().cancel(id, 0);
        clock.advance(Duration.ofMillis(6400));
        gateway.client().cancel(id, 0);
        gateway.look();
        assertThat(gateway.client().session(id).state()).isEqualTo(SessionState.BUSY);
        clock.advance(Duration.ofMillis(200));
        gateway.look();

        awaitState(id, SessionState.DEAD);
        assertThat(cause(id)).isEqualTo("CANCEL_ENDED_DRIVER");
        assertThat(gateway.client().statement(id, 0).state()).isEqualTo(StatementState.CANCELLED);
        assertThat(gateway.client().statement(id, 0).errorValue())
                .startsWith("stopped by ending its driver (driver-ended) after 6.6 s: CANCEL_ENDED_DRIVER: ");
        assertThat(gateway.client().statement(id, 1).errorValue()).startsWith("it never ran: CANCEL_ENDED_DRIVER: ");
    }

    @Test
    void aDriverThatIsStoppedWhereItIsHasNoMoreTimeForACancel() {
        String id = session(Map.of("kind", "spark", "queue", "default"));
        awaitState(id, SessionState.IDLE);
        gateway.client().submit(id, FakeDriver.DEAF);
        awaitState(id, SessionState.BUSY);
        FakeDriver driver = gateway.launcher().driverOf(id).orElseThrow();
        gateway.launcher().pause(driver.id());
        driver.cut();
        awaitState(id, SessionState.RECOVERING);

        gateway.client().cancel(id, 0);
        clock.advance(Duration.ofMillis(6600));
        gateway.look();

        awaitState(id, SessionState.DEAD);
        assertThat(cause(id)).isEqualTo("CANCEL_ENDED_DRIVER");
    }

    @Test
    void aDriverThatComesBackIsGivenTheWholeTimeForACancelAgain() {
        String id = session(Map.of("kind", "spark", "queue", "default"));
        awaitState(id, SessionState.IDLE);
        gateway.client().submit(id, FakeDriver.DEAF);
        FakeDriver driver = awaitTold(id);
        gateway.client().cancel(id, 0);
        driver.cut();
        awaitState(id, SessionState.RECOVERING);
        clock.advance(Duration.ofSeconds(8));
        gateway.look();
        assertThat(gateway.client().session(id).state()).isEqualTo(SessionState.RECOVERING);

        driver.dial().join();
        awaitState(id, SessionState.BUSY);
        gateway.look();
        assertThat(gateway.client().session(id).state()).isEqualTo(SessionState.BUSY);
        clock.advance(Duration.ofSeconds(7));
        gateway.look();
        awaitState(id, SessionState.DEAD);
    }

    @Test
    void aDriverThatNeverDialsInIsAnError() {
        gateway.launcher().dialling(FakeLauncher.Dialling.NEVER);
        String id = session(Map.of("kind", "spark", "queue", "default"));

        clock.advance(Duration.ofMinutes(4));
        gateway.look();

        awaitState(id, SessionState.ERROR);
        assertThat(cause(id)).isEqualTo("START_TIMEOUT");
    }

    @Test
    void aDriverThatIsNotHeardOfIsLostWhenItsLeaseIsOver() {
        String id = session(Map.of("kind", "spark", "queue", "default"));
        awaitState(id, SessionState.IDLE);

        gateway.launcher().driverOf(id).orElseThrow().cut();
        awaitState(id, SessionState.RECOVERING);
        clock.advance(Duration.ofSeconds(60));
        gateway.look();
        assertThat(gateway.client().session(id).state()).isEqualTo(SessionState.RECOVERING);
        clock.advance(Duration.ofSeconds(10));
        gateway.look();

        awaitState(id, SessionState.DEAD);
        assertThat(cause(id)).isEqualTo("LOST");
    }

    @Test
    void aSilentConnectionIsDroppedAndTheSessionRecovers() {
        String id = session(Map.of("kind", "spark", "queue", "default"));
        awaitState(id, SessionState.IDLE);

        clock.advance(Duration.ofSeconds(11));

        awaitState(id, SessionState.RECOVERING);
    }
}
