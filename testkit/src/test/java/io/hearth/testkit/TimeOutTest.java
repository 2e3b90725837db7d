package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.api.SessionState;
import io.hearth.cli.client.Exchange;
import io.hearth.cli.client.SessionView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ends that come with time, on a clock that is moved by hand. */
class TimeOutTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path data;

    private final HandClock clock = new HandClock();
    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(data, Map.of("driver.lease", "60s"), new FakeLauncher(), clock);
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
        String brief = session(Map.of("kind", "spark", "queue", "default", "heartbeatTimeoutInSecond", 10));
        String usual = session(Map.of("kind", "spark", "queue", "default"));
        awaitState(brief, SessionState.IDLE);
        awaitState(usual, SessionState.IDLE);

        clock.advance(Duration.ofSeconds(9));
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
        String id = session(Map.of("kind", "spark", "queue", "default", "heartbeatTimeoutInSecond", 5));
        awaitState(id, SessionState.IDLE);
        clock.advance(Duration.ofSeconds(4));
        gateway.client().run(id, "one", SOON);
        awaitState(id, SessionState.IDLE);
        clock.advance(Duration.ofSeconds(4));
        gateway.look();
        assertThat(gateway.client().session(id).state()).isEqualTo(SessionState.IDLE);

        gateway.client().submit(id, FakeDriver.HANG);
        awaitState(id, SessionState.BUSY);
        clock.advance(Duration.ofSeconds(8));
        gateway.look();

        assertThat(gateway.client().session(id).state()).isEqualTo(SessionState.BUSY);
    }

    @Test
    void resettingTheTimeOutStartsTheCountAnew() {
        String id = session(Map.of("kind", "spark", "queue", "default", "heartbeatTimeoutInSecond", 5));
        awaitState(id, SessionState.IDLE);
        long updated = gateway.client().session(id).json().path("update_time").asLong();
        clock.advance(Duration.ofSeconds(4));
        assertThat(resetTimeout(id).json().toString()).isEqualTo("{\"msg\":\"reset\"}");
        clock.advance(Duration.ofSeconds(4));
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

    private Exchange resetTimeout(String id) {
        String path = gateway.client().sessions() + "/" + id + "/reset-timeout";
        return gateway.client().exchange("POST", path, null, Map.of());
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
