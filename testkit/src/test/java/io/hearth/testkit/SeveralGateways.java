package io.hearth.testkit;

import static org.awaitility.Awaitility.await;

import io.hearth.api.SessionState;
import io.hearth.api.StatementState;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Gateways on one PostgreSQL. Those of one launcher are on one machine; each launcher is a machine of its own. */
abstract class SeveralGateways {

    static final Duration SOON = Duration.ofSeconds(30);

    /** Within this, what a lost gateway had is with others. */
    static final Duration MOVED = Duration.ofSeconds(30);

    static final Map<String, String> REQUEST = Map.of("kind", "spark", "queue", "default");

    private static PostgresServer server;

    @TempDir
    Path data;

    final List<TestGateway> gateways = new CopyOnWriteArrayList<>();

    Map<String, String> settings = new HashMap<>();

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

    TestGateway start(FakeLauncher machine) {
        TestGateway gateway = TestGateway.start(data, settings, machine, Clock.systemUTC());
        gateways.add(gateway);
        return gateway;
    }

    TestGateway start() {
        return start(new FakeLauncher("machine " + gateways.size()));
    }

    String idleSession(TestGateway gateway) {
        String id = gateway.client().createSession(REQUEST).id();
        awaitState(gateway, id, SessionState.IDLE);
        return id;
    }

    static void awaitState(TestGateway gateway, String id, SessionState state) {
        gateway.client().awaitSession(id, view -> view.state() == state, SOON);
    }

    static FakeDriver driver(TestGateway launching, String session) {
        return launching.launcher().driverOf(session).orElseThrow();
    }

    static void awaitRunning(TestGateway gateway, String id, int number) {
        gateway.client().awaitStatement(id, number, view -> view.state() == StatementState.RUNNING, SOON);
    }

    /** Otherwise it would dial the only gateway that it knows for ever. */
    static void awaitKnown(FakeDriver driver, int gateways) {
        await().atMost(SOON).until(() -> {
            driver.beat();
            return driver.knownGateways() == gateways;
        });
    }
}
