package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hearth.api.EndCause;
import io.hearth.api.SessionState;
import io.hearth.api.StatementState;
import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.StatementOutcome;
import io.hearth.cli.client.HttpFailure;
import io.hearth.cli.client.SessionView;
import io.hearth.cli.client.StatementView;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What becomes of sessions and statements, with drivers that are fake and a gateway that is not. */
class SessionLifeTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Map<String, String> REQUEST = Map.of("kind", "spark", "queue", "default");

    @TempDir
    Path data;

    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = start(new FakeLauncher());
    }

    private TestGateway start(FakeLauncher launcher) {
        return TestGateway.start(data, database(), launcher, Clock.systemUTC());
    }

    /** The settings of the database that this test runs on; the same ones each time it is asked. */
    Map<String, String> database() {
        return Map.of();
    }

    @AfterEach
    void stop() {
        gateway.stop();
    }

    private SessionView idleSession() {
        String id = gateway.client().createSession(REQUEST).id();
        return gateway.client().awaitSession(id, view -> view.state() == SessionState.IDLE, SOON);
    }

    private SessionView awaitState(String id, SessionState state) {
        return gateway.client().awaitSession(id, view -> view.state() == state, SOON);
    }

    private FakeDriver driver(String sessionId) {
        return gateway.launcher().driverOf(sessionId).orElseThrow();
    }

    private String cause(String id) {
        return gateway.client().events(id).path("cause").path("name").asString();
    }

    @Test
    void aNewSessionIsStartingAndNeverChanged() {
        SessionView session = gateway.client().createSession(REQUEST);

        assertThat(session.state()).isEqualTo(SessionState.STARTING);
        assertThat(session.json().path("update_time").asLong()).isZero();
        awaitState(session.id(), SessionState.IDLE);
    }

    @Test
    void statementsRunInTheirOrderAndTheSessionIsIdleAgain() {
        String id = gateway.client().createSession(REQUEST).id();
        for (int i = 0; i < 20; i++) {
            assertThat(gateway.client().submit(id, "echo " + i).id()).isEqualTo(i);
        }

        for (int i = 0; i < 20; i++) {
            StatementView statement = gateway.client().awaitStatement(id, i, SOON);
            assertThat(statement.state()).isEqualTo(StatementState.AVAILABLE);
            assertThat(statement.text()).isEqualTo("echo " + i);
            assertThat(statement.progress()).isEqualTo(1);
        }
        awaitState(id, SessionState.IDLE);
    }

    @Test
    void aWaitingStatementIsCancelledAtOnceAndARunningOneByItsDriver() {
        String id = idleSession().id();
        gateway.client().submit(id, FakeDriver.HANG);
        gateway.client().submit(id, "second");
        gateway.client().awaitStatement(id, 0, view -> view.state() == StatementState.RUNNING, SOON);

        gateway.client().cancel(id, 1);
        assertThat(gateway.client().statement(id, 1).state()).isEqualTo(StatementState.CANCELLED);
        gateway.client().cancel(id, 0);

        StatementView cancelled = gateway.client().awaitStatement(id, 0, SOON);
        assertThat(cancelled.state()).isEqualTo(StatementState.CANCELLED);
        assertThat(cancelled.errorName()).isEqualTo("StatementCancelled");
        assertThat(cancelled.errorValue()).isEqualTo("stopped by the fake driver");
        awaitState(id, SessionState.IDLE);
        assertThat(gateway.client().run(id, "third", SOON).text()).isEqualTo("third");
    }

    @Test
    void whatWasCancelledNeverChanges() {
        String id = idleSession().id();
        gateway.client().submit(id, FakeDriver.HANG);
        gateway.client().awaitStatement(id, 0, view -> view.state() == StatementState.RUNNING, SOON);
        gateway.client().cancel(id, 0);
        StatementView cancelled = gateway.client().awaitStatement(id, 0, SOON);

        driver(id).end(id, 0, StatementOutcome.ok("too late"));
        gateway.client().run(id, "later", SOON);

        assertThat(gateway.client().statement(id, 0).json()).isEqualTo(cancelled.json());
    }

    @Test
    void deletingEndsTheDriverAndIsAnsweredTwice() {
        String id = idleSession().id();

        gateway.client().deleteSession(id);
        awaitState(id, SessionState.SUCCESS);
        gateway.client().deleteSession(id);

        assertThat(cause(id)).isEqualTo("DELETED");
        assertThat(gateway.launcher().alive()).isZero();
        assertThatThrownBy(() -> gateway.client().submit(id, "1"))
                .isInstanceOfSatisfying(HttpFailure.class, failure -> {
                    assertThat(failure.status()).isEqualTo(400);
                    assertThat(failure.errorCode()).isEqualTo("DLI.0007");
                });
    }

    @Test
    void aDriverThatDiesLeavesNothingOpen() {
        String id = idleSession().id();
        gateway.client().submit(id, FakeDriver.HANG);
        gateway.client().submit(id, "never");
        gateway.client().awaitStatement(id, 0, view -> view.state() == StatementState.RUNNING, SOON);

        driver(id).exit(137);

        awaitState(id, SessionState.DEAD);
        assertThat(cause(id)).isEqualTo("DRIVER_KILLED");
        assertThat(gateway.client().statement(id, 0).state()).isEqualTo(StatementState.ERROR);
        assertThat(gateway.client().statement(id, 0).errorName()).isEqualTo("DRIVER_KILLED");
        assertThat(gateway.client().statement(id, 1).state()).isEqualTo(StatementState.CANCELLED);
    }

    @Test
    void aBrokenConnectionIsRecoveringAndLosesNothing() {
        String id = idleSession().id();
        gateway.client().submit(id, FakeDriver.HANG);
        gateway.client().awaitStatement(id, 0, view -> view.state() == StatementState.RUNNING, SOON);

        driver(id).cut();
        awaitState(id, SessionState.RECOVERING);
        driver(id).end(id, 0, StatementOutcome.ok("ended meanwhile"));
        gateway.client().submit(id, "posted meanwhile");
        driver(id).dial().join();

        assertThat(gateway.client().awaitStatement(id, 0, SOON).text()).isEqualTo("ended meanwhile");
        assertThat(gateway.client().awaitStatement(id, 1, SOON).text()).isEqualTo("posted meanwhile");
        awaitState(id, SessionState.IDLE);
    }

    @Test
    void aReportThatComesTwiceCountsOnce() {
        String id = idleSession().id();
        gateway.client().run(id, "first", SOON);
        long sequence = driver(id).lastSequence();
        gateway.client().submit(id, FakeDriver.HANG);
        gateway.client().awaitStatement(id, 1, view -> view.state() == StatementState.RUNNING, SOON);

        driver(id).repeat(sequence, new DriverFrame.StatementEnded(id, 1, StatementOutcome.ok("forged")));
        driver(id).end(id, 1, StatementOutcome.ok("true"));

        assertThat(gateway.client().awaitStatement(id, 1, SOON).text()).isEqualTo("true");
    }

    @Test
    void aDriverCannotSpeakForAnotherSession() {
        String mine = idleSession().id();
        String other = idleSession().id();
        gateway.client().submit(other, FakeDriver.HANG);
        gateway.client().awaitStatement(other, 0, view -> view.state() == StatementState.RUNNING, SOON);

        driver(mine).end(other, 0, StatementOutcome.ok("forged"));
        gateway.client().run(mine, "after", SOON);

        assertThat(gateway.client().statement(other, 0).state()).isEqualTo(StatementState.RUNNING);
    }

    @Test
    void aStatementWhoseDriverDiesKeepsWhatItPrinted() {
        String id = idleSession().id();
        gateway.client().submit(id, FakeDriver.HANG);
        gateway.client().awaitStatement(id, 0, view -> view.state() == StatementState.RUNNING, SOON);
        gateway.launcher().print(id, 0, "half of it");

        driver(id).exit(137);

        StatementView failed = gateway.client().awaitStatement(id, 0, SOON);
        assertThat(failed.state()).isEqualTo(StatementState.ERROR);
        assertThat(failed.errorName()).isEqualTo("DRIVER_KILLED");
        assertThat(failed.text()).isEqualTo("half of it");
    }

    @Test
    void aStatementOfADeletedSessionKeepsWhatItPrinted() {
        String id = idleSession().id();
        gateway.client().submit(id, FakeDriver.HANG);
        gateway.client().submit(id, "never");
        gateway.client().awaitStatement(id, 0, view -> view.state() == StatementState.RUNNING, SOON);
        gateway.launcher().print(id, 0, "half of it");

        gateway.client().deleteSession(id);

        assertThat(gateway.client().awaitStatement(id, 0, SOON).text()).isEqualTo("half of it");
        assertThat(gateway.client().awaitStatement(id, 1, SOON).text()).isEmpty();
    }

    @Test
    void aDriverAheadOfTheDatabaseIsLostAndDoesNotComeBackForEver() {
        String id = idleSession().id();
        FakeDriver driver = driver(id);

        driver.repeat(driver.lastSequence() + 2, new DriverFrame.SessionReady(id));

        awaitState(id, SessionState.DEAD);
        assertThat(cause(id)).isEqualTo("LOST");
        assertThat(gateway.launcher().alive()).isZero();
    }

    @Test
    void aDriverThatFailsToStartIsAnErrorWithItsReason() {
        gateway.launcher().dialling(FakeLauncher.Dialling.NEVER);
        String id = gateway.client().createSession(REQUEST).id();

        driver(id).exit(1);

        awaitState(id, SessionState.ERROR);
        assertThat(cause(id)).isEqualTo("LAUNCH_FAILED");
    }

    @Test
    void aDriverThatSaysWhyItCannotStartIsAnErrorWithThatCause() {
        JsonNode missing = failedStart(new DriverFrame.StartFailed("a.B", "why", "CLASS_MISSING", "no.such.Thing"));
        JsonNode before = failedStart(new DriverFrame.StartFailed("a.B", "why", null, null));
        JsonNode odd = failedStart(new DriverFrame.StartFailed("a.B", "", "CONF_REJECTED", "spark.x: t\0wo"));
        JsonNode later = failedStart(new DriverFrame.StartFailed("a.B", "why", "OF_A_LATER_VERSION", "it is new"));

        assertThat(missing.path("name").asString()).isEqualTo("CLASS_MISSING");
        assertThat(missing.path("detail").asString()).isEqualTo("no.such.Thing");
        assertThat(missing.path("advice").asString()).isEqualTo(EndCause.CLASS_MISSING.advice());
        assertThat(odd.path("detail").asString()).isEqualTo("spark.x: t\uFFFDwo");
        assertThat(before.path("name").asString()).isEqualTo("LAUNCH_FAILED");
        assertThat(before.path("detail").asString()).isEqualTo("a.B: why");
        assertThat(later.path("name").asString()).isEqualTo("LAUNCH_FAILED");
        assertThat(later.path("detail").asString()).isEqualTo("it is new");
    }

    @Test
    void aDriverThatHasSaidThatItCannotStartIsNeverReady() {
        gateway.launcher().dialling(FakeLauncher.Dialling.NEVER);
        String id = gateway.client().createSession(REQUEST).id();
        driver(id).takeNoSessions();
        driver(id).report(new DriverFrame.StartFailed("a.B", "why", null, null));
        driver(id).report(new DriverFrame.SessionReady(id));

        driver(id).dial().join();

        awaitState(id, SessionState.ERROR);
        assertThat(cause(id)).isEqualTo("LAUNCH_FAILED");
    }

    private JsonNode failedStart(DriverFrame.StartFailed failure) {
        gateway.launcher().dialling(FakeLauncher.Dialling.NEVER);
        String id = gateway.client().createSession(REQUEST).id();
        driver(id).report(failure);
        driver(id).dial().join();
        awaitState(id, SessionState.ERROR);
        return gateway.client().events(id).path("cause");
    }

    @Test
    void aDriverMaySayWhatThisVersionDoesNotKnow() {
        String id = idleSession().id();
        gateway.client().submit(id, FakeDriver.HANG);
        gateway.client().awaitStatement(id, 0, view -> view.state() == StatementState.RUNNING, SOON);

        driver(id).report(new DriverFrame.Ending("OF_A_LATER_VERSION", "it is new", null));

        awaitState(id, SessionState.DEAD);
        assertThat(cause(id)).isEqualTo("DRIVER_EXITED");
        assertThat(gateway.client().awaitStatement(id, 0, SOON).errorName()).isEqualTo("DRIVER_EXITED");
    }

    @Test
    void aKindOfACauseIsToldByNameToCallers() {
        String id = idleSession().id();
        gateway.client().submit(id, FakeDriver.HANG);
        gateway.client().awaitStatement(id, 0, view -> view.state() == StatementState.RUNNING, SOON);

        driver(id).report(new DriverFrame.Ending(EndCause.DRIVER_OUT_OF_METASPACE, "no room"));

        awaitState(id, SessionState.DEAD);
        assertThat(cause(id)).isEqualTo("DRIVER_OUT_OF_METASPACE");
        assertThat(gateway.client().awaitStatement(id, 0, SOON).errorName()).isEqualTo("DRIVER_OUT_OF_METASPACE");
    }

    @Test
    void progressIsSeenWhileAStatementRuns() {
        String id = idleSession().id();
        gateway.client().submit(id, FakeDriver.HANG);
        gateway.client().awaitStatement(id, 0, view -> view.state() == StatementState.RUNNING, SOON);

        driver(id).say(new DriverFrame.Progress(id, 0, 0.5, null));

        gateway.client().awaitStatement(id, 0, view -> view.progress() == 0.5, SOON);
    }

    @Test
    void sessionsWaitForRoomInTheirOrder() {
        Map<String, ?> large = Map.of("kind", "spark", "queue", "default", "sc_type", "C");
        String first = gateway.client().createSession(large).id();
        String second = gateway.client().createSession(large).id();
        SessionView third = gateway.client().createSession(large);
        SessionView fourth = gateway.client().createSession(Map.of("kind", "spark", "queue", "default"));
        assertThat(third.state()).isEqualTo(SessionState.NOT_STARTED);
        assertThat(fourth.state()).isEqualTo(SessionState.NOT_STARTED);
        gateway.client().submit(third.id(), "posted while waiting");

        gateway.client().deleteSession(first);

        awaitState(third.id(), SessionState.IDLE);
        assertThat(gateway.client().awaitStatement(third.id(), 0, SOON).text()).isEqualTo("posted while waiting");
        assertThat(gateway.client().session(fourth.id()).state()).isEqualTo(SessionState.NOT_STARTED);
        gateway.client().deleteSession(second);
        awaitState(fourth.id(), SessionState.IDLE);
    }

    @Test
    void aKilledGatewayIsFollowedByOneThatFindsEverything() throws Exception {
        String idle = idleSession().id();
        String busy = idleSession().id();
        gateway.client().submit(busy, FakeDriver.HANG);
        gateway.client().awaitStatement(busy, 0, view -> view.state() == StatementState.RUNNING, SOON);
        String lost = idleSession().id();
        FakeLauncher launcher = gateway.launcher();
        FakeDriver idleDriver = driver(idle);
        FakeDriver busyDriver = driver(busy);
        FakeDriver lostDriver = driver(lost);

        gateway.kill();
        lostDriver.exit(137);
        busyDriver.end(busy, 0, StatementOutcome.ok("ended while no gateway was there"));
        gateway = start(launcher);

        assertThat(gateway.client().session(idle).state()).isEqualTo(SessionState.RECOVERING);
        awaitState(lost, SessionState.DEAD);
        assertThat(cause(lost)).isEqualTo("DRIVER_KILLED");
        idleDriver.dialTo(gateway.address()).join();
        busyDriver.dialTo(gateway.address()).join();
        awaitState(idle, SessionState.IDLE);
        assertThat(gateway.client().awaitStatement(busy, 0, SOON).text()).isEqualTo("ended while no gateway was there");
        await().atMost(SOON).until(() -> gateway.launcher().alive() == 2);
    }

    @Test
    void aGatewayThatKeepsItsSessionsLeavesThemToTheNextOne() {
        gateway.stop();
        Map<String, String> keeping = new HashMap<>(database());
        keeping.put("shutdown.sessions", "keep");
        FakeLauncher launcher = new FakeLauncher();
        gateway = TestGateway.start(data, keeping, launcher, Clock.systemUTC());
        String busy = idleSession().id();
        gateway.client().submit(busy, FakeDriver.HANG);
        gateway.client().awaitStatement(busy, 0, view -> view.state() == StatementState.RUNNING, SOON);
        FakeDriver driver = driver(busy);

        gateway.stop();
        assertThat(launcher.alive()).isEqualTo(1);
        driver.end(busy, 0, StatementOutcome.ok("ended while no gateway was there"));
        gateway = start(launcher);

        assertThat(gateway.client().session(busy).state()).isEqualTo(SessionState.RECOVERING);
        driver.dialTo(gateway.address()).join();
        awaitState(busy, SessionState.IDLE);
        assertThat(gateway.client().awaitStatement(busy, 0, SOON).text()).isEqualTo("ended while no gateway was there");
    }

    @Test
    void stoppingTheGatewayEndsItsSessionsAndSaysWhy() {
        String id = idleSession().id();

        gateway.stop();
        gateway = start(new FakeLauncher());

        assertThat(gateway.client().session(id).state()).isEqualTo(SessionState.SUCCESS);
        assertThat(cause(id)).isEqualTo("GATEWAY_STOPPED");
    }
}
