package io.hearth.dist;

import static io.hearth.dist.Distribution.small;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.api.EndCause;
import io.hearth.api.SessionState;
import io.hearth.cli.client.Exchange;
import io.hearth.cli.client.HttpFailure;
import io.hearth.dist.LiveSession.LiveDriver;
import io.hearth.testkit.GatewayProcess;
import io.hearth.testkit.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL that crashes below a gateway with a real session, and comes back. */
class DatabaseRestartIT {

    private static final Duration BACK = Duration.ofMinutes(2);

    @TempDir
    private Path data;

    private PostgresServer postgres;
    private GatewayProcess gateway;

    @BeforeEach
    void start() {
        postgres = PostgresServer.start();
        Map<String, String> settings = new HashMap<>(postgres.newDatabase());
        settings.put("database.timeout", "4s");
        settings.put("readiness.accept", "unshared-objects");
        settings.put("pool.queues", "");
        settings.put("shutdown.sessions", "end");
        gateway = Distribution.gateway(data, settings);
    }

    @AfterEach
    void stop() {
        gateway.close();
        assertThat(gateway.drivers()).isEmpty();
        postgres.close();
    }

    /** Until then a call may still be refused after another one was answered. */
    private boolean isDatabaseWell() {
        return gateway.client()
                .exchange("GET", "/q/metrics", null, Map.of())
                .body()
                .contains("hearth_database_troubled 0.0");
    }

    @Test
    void theStatementThatRanMeanwhileIsWholeAndTheDriverThatDiesMeanwhileIsConcluded() {
        LiveSession session = LiveSession.idle(gateway.client(), small());
        LiveSession dying = LiveSession.idle(gateway.client(), small());
        LiveDriver driver = dying.driver();
        session.run("val kept = 41");
        int running = session.begin("Thread.sleep(2000); println(\"once\")");
        dying.awaitPrinted(dying.begin("println(\"last words\"); Thread.sleep(600000)"), "last words");

        postgres.crash();
        try {
            Processes.signal("KILL", driver.pid());
            Exchange refused = gateway.client().exchange("GET", gateway.client().sessions(), null, Map.of());
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            // The statement ends in this time.
            await().pollDelay(Duration.ofSeconds(4)).atMost(BACK).until(() -> true);
        } finally {
            postgres.restart();
        }

        await().atMost(BACK)
                .ignoreExceptionsInstanceOf(HttpFailure.class)
                .until(() ->
                        session.state() == SessionState.IDLE && dying.state() == SessionState.DEAD && isDatabaseWell());
        assertThat(session.awaitStatement(running).text()).isEqualTo("once");
        assertThat(session.run("kept + 1").text()).endsWith(": Int = 42");
        dying.assertEnded(SessionState.DEAD, EndCause.DRIVER_KILLED);
        assertThat(dying.statement(0).text()).isEqualTo("last words");
        driver.assertGone();
        assertThat(gateway.log().stream().filter(line -> line.contains("the database is in trouble")))
                .hasSize(1);
    }
}
