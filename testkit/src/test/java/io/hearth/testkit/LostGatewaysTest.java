package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hearth.api.SessionState;
import io.hearth.api.StatementState;
import io.hearth.api.channel.Frame;
import io.hearth.api.channel.GatewayFrame;
import io.hearth.api.channel.StatementOutcome;
import io.hearth.cli.client.HttpFailure;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of what a gateway had that is lost, ended, paused or taken for dead. */
class LostGatewaysTest extends SeveralGateways {

    /** How often a driver was told to run a statement. */
    private static long told(FakeDriver driver, int number) {
        List<Frame> heard = driver.heard();
        return heard.stream()
                .filter(frame -> frame instanceof GatewayFrame.RunStatement run && run.statement() == number)
                .count();
    }

    private static String cause(TestGateway gateway, String id) {
        return gateway.client().events(id).path("cause").path("name").asString();
    }

    @Test
    void aLostGatewayLosesNoStatementAndRunsNoneTwice() {
        TestGateway lost = start();
        TestGateway other = start();
        String id = idleSession(lost);
        FakeDriver driver = driver(lost, id).roam();
        awaitKnown(driver, 2);
        other.client().submit(id, FakeDriver.HANG);
        other.client().submit(id, "next");
        awaitRunning(other, id, 0);

        lost.vanish();
        gateways.remove(lost);
        driver.end(id, 0, StatementOutcome.ok("over while nobody listened"));

        assertThat(other.client().awaitStatement(id, 0, MOVED).text()).isEqualTo("over while nobody listened");
        assertThat(other.client().awaitStatement(id, 1, MOVED).text()).isEqualTo("next");
        awaitState(other, id, SessionState.IDLE);
        assertThat(other.client().run(id, "another", SOON).text()).isEqualTo("another");
        assertThat(told(driver, 0)).isEqualTo(1);
    }

    @Test
    void aDriverWhoseMachineHasNoGatewayLeftIsJudgedByItsLease() {
        settings.put("driver.lease", "1s");
        TestGateway lost = start();
        TestGateway other = start();
        String id = idleSession(lost);
        other.client().submit(id, FakeDriver.HANG);
        awaitRunning(other, id, 0);

        lost.vanish();
        gateways.remove(lost);

        other.client().awaitSession(id, view -> view.state() == SessionState.DEAD, Duration.ofSeconds(90));
        assertThat(cause(other, id)).isEqualTo("LOST");
        assertThat(other.client().statement(id, 0).state()).isEqualTo(StatementState.ERROR);
    }

    @Test
    void aGatewayOfTheSameMachineWatchesTheProcessesOfALostOne() {
        FakeLauncher machine = new FakeLauncher();
        TestGateway lost = start(machine);
        String id = idleSession(lost);
        FakeDriver driver = driver(lost, id).roam();
        TestGateway other = start(machine);
        awaitKnown(driver, 2);

        lost.vanish();
        gateways.remove(lost);
        await().atMost(MOVED)
                .until(() -> other.client()
                        .exchange("GET", "/q/metrics", null, Map.of())
                        .body()
                        .contains("hearth_drivers_taken_over_total 1.0"));
        driver.exit(9);

        awaitState(other, id, SessionState.DEAD);
    }

    @Test
    void aGatewayThatLeavesHandsItsSessionsOver() {
        TestGateway leaving = start();
        TestGateway other = start();
        String id = idleSession(leaving);
        FakeDriver driver = driver(leaving, id).roam();
        awaitKnown(driver, 2);
        leaving.client().submit(id, FakeDriver.HANG);
        awaitRunning(leaving, id, 0);

        leaving.stop();
        gateways.remove(leaving);
        driver.end(id, 0, StatementOutcome.ok("went on"));

        assertThat(other.client().awaitStatement(id, 0, MOVED).text()).isEqualTo("went on");
        assertThat(other.client().run(id, "after", SOON).text()).isEqualTo("after");
    }

    @Test
    void aGatewayThatEndsItsSessionsLeavesThoseOfOthers() {
        settings.put("shutdown.sessions", "end");
        TestGateway ending = start();
        TestGateway other = start();
        String ended = idleSession(ending);
        String kept = idleSession(other);

        ending.stop();
        gateways.remove(ending);

        awaitState(other, ended, SessionState.SUCCESS);
        assertThat(cause(other, ended)).isEqualTo("GATEWAY_STOPPED");
        assertThat(other.client().run(kept, "still here", SOON).text()).isEqualTo("still here");
    }

    @Test
    void aGatewayThatWasPausedTooLongCanMakeNothingItsOwn() {
        TestGateway paused = start();
        TestGateway other = start();
        String id = idleSession(paused);
        FakeDriver driver = driver(paused, id);

        paused.freeze();
        awaitState(other, id, SessionState.RECOVERING);

        assertThatThrownBy(() -> paused.client().createSession(REQUEST))
                .isInstanceOfSatisfying(
                        HttpFailure.class,
                        failure -> assertThat(failure.status()).isEqualTo(503));
        driver.cut();
        // Until it is over: a connection that comes late would be taken for the newest one.
        driver.dial().handle((connected, refused) -> true).join();
        assertThat(other.client().session(id).state()).isEqualTo(SessionState.RECOVERING);
        driver.dialTo(other.address()).join();
        awaitState(other, id, SessionState.IDLE);
        assertThat(paused.client().run(id, "by way of the other", SOON).text()).isEqualTo("by way of the other");
    }

    @Test
    void aReportThatAPausedGatewayHasStillToCommitIsRefused() {
        TestGateway paused = start();
        TestGateway other = start();
        String id = idleSession(paused);
        FakeDriver driver = driver(paused, id);
        other.client().submit(id, FakeDriver.HANG);
        awaitRunning(other, id, 0);

        paused.freeze();
        awaitState(other, id, SessionState.RECOVERING);
        driver.end(id, 0, StatementOutcome.ok("once"));
        assertThat(other.client().statement(id, 0).state()).isEqualTo(StatementState.RUNNING);
        driver.dialTo(other.address()).join();

        assertThat(other.client().awaitStatement(id, 0, SOON).text()).isEqualTo("once");
    }

    /** The driver that replaces one that was killed; it has yet to dial. */
    private static FakeDriver replacement(TestGateway launching, String id) {
        FakeDriver dead = driver(launching, id);
        launching.launcher().dialling(FakeLauncher.Dialling.NEVER);
        dead.exit(137);
        await().atMost(SOON)
                .until(() -> launching
                        .launcher()
                        .driverOf(id)
                        .filter(driver -> driver != dead)
                        .isPresent());
        return driver(launching, id);
    }

    private String recoveringSession(TestGateway gateway) {
        Map<String, Object> request = new HashMap<>(REQUEST);
        request.put("recover", true);
        String id = gateway.client().createSession(request).id();
        awaitState(gateway, id, SessionState.IDLE);
        gateway.client().run(id, "def f", SOON);
        return id;
    }

    private static String restored(TestGateway gateway, String id) {
        return gateway.client()
                .session(id)
                .json()
                .path("recovery")
                .path("last")
                .path("restored")
                .toString();
    }

    @Test
    void aDriverThatReplacesAnotherMayDialAnyGateway() {
        TestGateway one = start();
        TestGateway two = start();
        String id = recoveringSession(one);

        FakeDriver second = replacement(one, id);
        assertThat(two.client().session(id).state()).isEqualTo(SessionState.RECOVERING);
        two.client().submit(id, "posted at two");
        second.dialTo(two.address()).join();

        assertThat(one.client().awaitStatement(id, 1, SOON).text()).isEqualTo("posted at two");
        assertThat(restored(one, id)).isEqualTo("[0]");
    }

    @Test
    void aDriverThatReplacesAnotherOutlivesTheGatewayThatLaunchedIt() {
        TestGateway paused = start();
        TestGateway other = start();
        String id = recoveringSession(paused);
        FakeDriver second = replacement(paused, id);

        paused.freeze();
        await().atMost(MOVED).until(() -> other.others() == 0);
        assertThat(other.client().session(id).state()).isEqualTo(SessionState.RECOVERING);
        second.dialTo(other.address()).join();

        awaitState(other, id, SessionState.IDLE);
        assertThat(restored(other, id)).isEqualTo("[0]");
        assertThat(told(second, 0)).isZero();
    }

    @Test
    void aGatewayThatWasTakenForDeadFindsOut() {
        TestGateway paused = start();
        TestGateway other = start();
        await().atMost(SOON).until(() -> other.others() == 1);
        paused.freeze();
        await().atMost(MOVED).until(() -> other.others() == 0);

        paused.beat();

        assertThat(paused.fenced()).succeedsWithin(SOON);
        assertThat(other.fenced()).isNotDone();
    }
}
