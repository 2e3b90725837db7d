package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.api.SessionState;
import io.hearth.cli.client.HearthClient;
import io.hearth.cli.client.HttpFailure;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL that is told to answer before it writes, and crashes. */
class CommitBeforeAnswerTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int TIMES = 3;

    @TempDir
    Path data;

    @Test
    void whatWasAnsweredIsThereAfterTheCrash() {
        try (PostgresServer server = PostgresServer.start();
                TestGateway gateway =
                        TestGateway.start(data, server.newDatabase(), new FakeLauncher(), Clock.systemUTC())) {
            String id = gateway.client()
                    .createSession(Map.of("kind", "spark", "queue", "default"))
                    .id();
            gateway.client().awaitSession(id, view -> view.state() == SessionState.IDLE, SOON);
            gateway.launcher().driverOf(id).orElseThrow().roam();
            for (int time = 0; time < TIMES; time++) {
                int number = submit(gateway.client(), id, "code " + time);

                server.crash();
                server.restart();

                await().atMost(SOON)
                        .ignoreExceptionsInstanceOf(HttpFailure.class)
                        .untilAsserted(() -> assertThat(
                                        gateway.client().statement(id, number).text())
                                .isEqualTo("code " + number));
            }
        }
    }

    /** A call may still be refused after the crash before it when another was answered already. */
    private static int submit(HearthClient client, String session, String code) {
        String path = client.sessions() + "/" + session + "/statements";
        String body = "{\"code\": \"" + code + "\"}";
        return await().atMost(SOON)
                .until(
                        () -> client.exchange("POST", path, body, Map.of("Idempotency-Key", code)),
                        answer -> answer.status() == 200)
                .json()
                .path("id")
                .asInt();
    }
}
