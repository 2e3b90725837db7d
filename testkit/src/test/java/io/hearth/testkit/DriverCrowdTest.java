package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.api.MemorySize;
import io.hearth.api.SessionState;
import io.hearth.cli.client.HearthClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway follows one that had more drivers than are taken up at a time. */
class DriverCrowdTest {

    private static final int CROWD = 105;
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Map<String, String> REQUEST = Map.of("kind", "spark", "queue", "default");

    @TempDir
    Path data;

    /** The settings of the database that this test runs on; the same ones each time it is asked. */
    Map<String, String> database() {
        return Map.of();
    }

    private TestGateway start(FakeLauncher launcher) {
        Map<String, String> settings = new HashMap<>(database());
        settings.put("queue.compute-units", "100000");
        return TestGateway.start(data, settings, launcher, Clock.systemUTC());
    }

    @Test
    void everyDriverIsTakenUpAndGetsWhatWaitedForIt() {
        FakeLauncher launcher = new FakeLauncher();
        launcher.limitMemory(MemorySize.ofGibibytes(100_000));
        TestGateway first = start(launcher);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            ids.add(first.client().createSession(REQUEST).id());
        }
        ids.forEach(id -> first.client().awaitSession(id, view -> view.state() == SessionState.IDLE, SOON));
        first.kill();

        try (TestGateway second = start(launcher)) {
            HearthClient client = second.client();
            assertThat(ids)
                    .allSatisfy(id -> assertThat(client.session(id).state()).isEqualTo(SessionState.RECOVERING));
            String last = ids.get(CROWD - 1);
            client.submit(last, "waits for its driver");

            ids.forEach(id ->
                    launcher.driverOf(id).orElseThrow().dialTo(second.address()).join());

            ids.forEach(id -> client.awaitSession(id, view -> view.state() == SessionState.IDLE, SOON));
            assertThat(client.awaitStatement(last, 0, SOON).text()).isEqualTo("waits for its driver");
        }
    }
}
