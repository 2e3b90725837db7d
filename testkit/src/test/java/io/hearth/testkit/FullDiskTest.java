package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.api.SessionState;
import io.hearth.cli.client.Exchange;
import io.hearth.cli.client.HttpFailure;
import io.hearth.cli.client.StatementView;
import io.hearth.server.store.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded database on a disk that is full for a while: it says so, breaks nothing, and goes on by itself. */
class FullDiskTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Map<String, String> REQUEST = Map.of("kind", "spark", "queue", "default");

    @TempDir
    Path data;

    private Map<String, String> settings;
    private TestGateway gateway;

    @BeforeEach
    void start() {
        FillingDisk.register();
        settings = Map.of("database.url", Database.embedded(data).replace("jdbc:h2:file:", "jdbc:h2:filling:"));
        gateway = TestGateway.start(data, settings, new FakeLauncher(), Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        FillingDisk.empty();
        gateway.close();
    }

    private Exchange submit(String session, String code, String key) {
        return gateway.client()
                .exchange(
                        "POST",
                        gateway.client().sessions() + "/" + session + "/statements",
                        "{\"code\": \"" + code + "\"}",
                        Map.of("Idempotency-Key", key));
    }

    @Test
    void whatThereIsNoSpaceForIsRefusedAndNothingElseIsLost() {
        String id = gateway.client().createSession(REQUEST).id();
        gateway.client().awaitSession(id, view -> view.state() == SessionState.IDLE, SOON);
        gateway.launcher().driverOf(id).orElseThrow().roam();
        assertThat(gateway.client().run(id, "before", SOON).text()).isEqualTo("before");

        FillingDisk.fill();
        Exchange refused = submit(id, "no room", "one");
        assertThat(refused.status()).as(refused.body()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.json().path("error_msg").asString()).contains("no space left");
        for (int i = 0; i < 5; i++) {
            assertThat(submit(id, "no room either", "other" + i).status()).isEqualTo(503);
        }
        FillingDisk.empty();

        Exchange taken =
                await().atMost(SOON).until(() -> submit(id, "no room", "one"), exchange -> exchange.status() == 200);
        int number = taken.json().path("id").asInt();
        // Connections that were made while it was full may refuse for a moment more, each once.
        awaitText(id, number, "no room");
        awaitText(id, 0, "before");
        await().atMost(SOON)
                .ignoreExceptionsInstanceOf(HttpFailure.class)
                .until(() -> gateway.client().session(id).state() == SessionState.IDLE);
    }

    private void awaitText(String session, int number, String text) {
        StatementView ended = await().atMost(SOON)
                .ignoreExceptionsInstanceOf(HttpFailure.class)
                .until(
                        () -> gateway.client().statement(session, number),
                        view -> view.state().isFinal());
        assertThat(ended.text()).isEqualTo(text);
    }
}
