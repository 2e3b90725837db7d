package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.api.SessionState;
import io.hearth.api.channel.StatementOutcome;
import org.junit.jupiter.api.Test;

/** A gateway that dies after it started a driver's process, and before it could write that down: the driver lives and serves. */
class UnrecordedLaunchTest extends SeveralGateways {

    /** The second gateway is lost while the driver that it launched runs a statement, over a connection to whichever. */
    private String assertGoesOn(TestGateway one, TestGateway two) {
        two.launcher().recording(FakeLauncher.Recording.NEVER);
        String id = idleSession(two);
        FakeDriver driver = driver(two, id).roam();
        awaitKnown(driver, 2);
        two.client().submit(id, FakeDriver.HANG);
        awaitRunning(two, id, 0);

        two.vanish();
        await().atMost(SOON).until(() -> one.others() == 0);
        driver.end(id, 0, StatementOutcome.ok("whole"));

        assertThat(one.client().awaitStatement(id, 0, SOON).text()).isEqualTo("whole");
        assertThat(one.client().run(id, "more", SOON).text()).isEqualTo("more");
        assertThat(one.client().session(id).state()).isEqualTo(SessionState.IDLE);
        return id;
    }

    @Test
    void aGatewayOfTheSameMachineFindsTheProcess() {
        FakeLauncher machine = new FakeLauncher("machine");
        TestGateway one = start(machine);

        String lost = assertGoesOn(one, start(machine));

        assertThat(machine.livingSessions()).containsExactly(lost);
        // The driver may connect before its process is found.
        await().atMost(SOON)
                .until(() -> one.client()
                        .events(lost)
                        .path("events")
                        .findValuesAsString("name")
                        .contains("launched"));
        String id = one.client().createSession(REQUEST).id();
        assertThat(machine.livingSessions()).containsExactlyInAnyOrder(lost, id);
        machine.livingSessions().forEach(session -> one.client().deleteSession(session));
        await().atMost(SOON).until(() -> machine.alive() == 0);
    }

    @Test
    void aGatewayOfAnotherMachineGoesByItsConnection() {
        assertGoesOn(start(new FakeLauncher("this machine")), start(new FakeLauncher("another machine")));
    }
}
