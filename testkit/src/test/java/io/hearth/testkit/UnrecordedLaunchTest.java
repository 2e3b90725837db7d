package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.api.SessionState;
import io.hearth.api.StatementState;
import io.hearth.api.channel.StatementOutcome;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that dies after it started a driver's process, and before it could write that down: the driver lives and serves. */
class UnrecordedLaunchTest {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Map<String, String> REQUEST = Map.of("kind", "spark", "queue", "default");

    private static PostgresServer server;

    @TempDir
    Path data;

    private final List<TestGateway> gateways = new ArrayList<>();
    private Map<String, String> settings;

    @BeforeAll
    static void startServer() {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void makeDatabase() {
        settings = new HashMap<>(server.newDatabase());
        settings.put("shutdown.sessions", "keep");
    }

    @AfterEach
    void stop() {
        gateways.forEach(TestGateway::close);
    }

    private TestGateway start(FakeLauncher launcher) {
        TestGateway gateway = TestGateway.start(data, settings, launcher, Clock.systemUTC());
        gateways.add(gateway);
        return gateway;
    }

    /** The second gateway is lost while the driver that it launched runs a statement, over a connection to whichever. */
    private void assertGoesOn(TestGateway one, TestGateway two) {
        two.launcher().recording(FakeLauncher.Recording.NEVER);
        String id = two.client().createSession(REQUEST).id();
        two.client().awaitSession(id, view -> view.state() == SessionState.IDLE, SOON);
        FakeDriver driver = two.launcher().driverOf(id).orElseThrow().roam();
        await().atMost(SOON).until(() -> {
            driver.beat();
            return driver.knownGateways() == 2;
        });
        two.client().submit(id, FakeDriver.HANG);
        two.client().awaitStatement(id, 0, view -> view.state() == StatementState.RUNNING, SOON);

        two.vanish();
        await().atMost(SOON).until(() -> one.others() == 0);
        driver.end(id, 0, StatementOutcome.ok("whole"));

        assertThat(one.client().awaitStatement(id, 0, SOON).text()).isEqualTo("whole");
        assertThat(one.client().run(id, "more", SOON).text()).isEqualTo("more");
        assertThat(one.client().session(id).state()).isEqualTo(SessionState.IDLE);
    }

    @Test
    void aGatewayOfTheSameMachineFindsTheProcess() {
        FakeLauncher machine = new FakeLauncher("machine");
        TestGateway one = start(machine);

        assertGoesOn(one, start(machine));

        assertThat(machine.livingSessions())
                .hasSize(1)
                .allSatisfy(session -> assertThat(
                                one.client().events(session).path("events").findValuesAsString("name"))
                        .contains("launched"));
        String id = one.client().createSession(REQUEST).id();
        assertThat(machine.livingSessions()).hasSize(2).contains(id);
        machine.livingSessions().forEach(session -> one.client().deleteSession(session));
        await().atMost(SOON).until(() -> machine.alive() == 0);
    }

    @Test
    void aGatewayOfAnotherMachineGoesByItsConnection() {
        assertGoesOn(start(new FakeLauncher("this machine")), start(new FakeLauncher("another machine")));
    }
}
