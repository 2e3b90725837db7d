package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.api.SessionState;
import io.hearth.cli.client.HearthClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Many sessions wait for a small queue: creating, listing and ending one must not cost by their number. */
class WaitingCrowdTest {

    private static final Logger LOG = LoggerFactory.getLogger(WaitingCrowdTest.class);

    /** How many sessions wait; {@code -Dhearth.crowd=5000} asks for a real crowd. */
    private static final int CROWD = Integer.getInteger("hearth.crowd", 300);

    private static final Map<String, String> REQUEST = Map.of("kind", "spark", "queue", "default");

    @TempDir
    Path data;

    @Test
    void aCrowdWaitsAndMovesUp() {
        try (TestGateway gateway =
                TestGateway.start(data, Map.of("session.max-open", "100000"), new FakeLauncher(), Clock.systemUTC())) {
            HearthClient client = new HearthClient(gateway.credentials());
            List<String> ids = new ArrayList<>();
            long[] nanos = new long[CROWD];
            for (int i = 0; i < CROWD; i++) {
                long start = System.nanoTime();
                ids.add(client.createSession(REQUEST).id());
                nanos[i] = System.nanoTime() - start;
            }
            LOG.info("create: first {} ms, last {} ms", mean(nanos, 0), mean(nanos, CROWD - CROWD / 10));

            long list = System.nanoTime();
            var page = client.exchange("GET", client.sessions() + "?size=1000", null, Map.of())
                    .json();
            LOG.info(
                    "list of {}: {} ms",
                    page.path("sessions").size(),
                    Duration.ofNanos(System.nanoTime() - list).toMillis());

            for (int i = 0; i < 8; i++) {
                String next = ids.get(8 + i);
                assertThat(client.session(next).state()).isEqualTo(SessionState.NOT_STARTED);
                long start = System.nanoTime();
                client.deleteSession(ids.get(i));
                await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(2))
                        .until(() -> client.session(next).state() != SessionState.NOT_STARTED);
                LOG.info(
                        "the next was admitted {} ms after the DELETE of one that ran",
                        Duration.ofNanos(System.nanoTime() - start).toMillis());
            }
            assertThat(client.session(ids.get(CROWD - 1)).state()).isEqualTo(SessionState.NOT_STARTED);
        }
    }

    /** The mean of a tenth, in milliseconds. */
    private static String mean(long[] nanos, int from) {
        long sum = 0;
        for (int i = from; i < from + CROWD / 10; i++) {
            sum += nanos[i];
        }
        return "%.1f".formatted(sum / 1e5 / CROWD);
    }
}
