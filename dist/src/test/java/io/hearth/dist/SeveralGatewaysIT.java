package io.hearth.dist;

import static io.hearth.dist.Distribution.small;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.api.EndCause;
import io.hearth.api.SessionState;
import io.hearth.dist.LiveSession.LiveDriver;
import io.hearth.testkit.GatewayProcess;
import io.hearth.testkit.PostgresServer;
import io.hearth.testkit.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gateways of one machine on one PostgreSQL, as processes that are killed, stopped where they are and ended. */
class SeveralGatewaysIT {

    private static final String MASTER_KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @TempDir
    private Path data;

    private PostgresServer postgres;
    private S3Server objects;
    private Map<String, String> settings = Map.of();
    private GatewayProcess one;
    private GatewayProcess other;

    @BeforeEach
    void start() throws IOException {
        postgres = PostgresServer.start();
        objects = S3Server.start(data.resolve("s3"));
        objects.makeBucket("hearth");
        settings = new HashMap<>(postgres.newDatabase());
        settings.putAll(objects.settings());
        settings.put("objects.s3.bucket", "hearth");
        settings.put("auth.master-key", MASTER_KEY);
        one = gateway("one");
        other = gateway("other");
    }

    /** Each on its own directory, which at first has but what its owner was told of the first user. */
    private GatewayProcess gateway(String name) throws IOException {
        Path directory = Files.createDirectories(data.resolve(name));
        Path credentials = data.resolve("one").resolve("credentials.json");
        if (Files.exists(credentials) && !name.equals("one")) {
            Files.copy(credentials, directory.resolve("credentials.json"));
        }
        return Distribution.gateway(directory, settings);
    }

    @AfterEach
    void stop() {
        one.close();
        other.close();
        assertThat(one.drivers()).isEmpty();
        assertThat(other.drivers()).isEmpty();
        objects.close();
        postgres.close();
    }

    @Test
    void oneThatIsKilledLosesNothingAndOneThatIsStoppedGoesWhenItFindsOut() throws IOException {
        LiveSession session = LiveSession.idle(one.client(), small());
        LiveDriver driver = session.driver();
        session.run("val kept = 41");
        int running = session.begin("Thread.sleep(2000); println(\"once\")");
        int waiting = other.client().submit(session.id(), "kept + 1").id();

        one.kill();

        LiveSession moved = session.on(other.client());
        assertThat(moved.awaitStatement(running).text()).isEqualTo("once");
        assertThat(moved.awaitStatement(waiting).text()).endsWith(": Int = 42");
        GatewayProcess third = gateway("third");
        one = third;

        moved.hearOfGateways();
        Processes.signal("STOP", other.pid());
        Instant stopped = Instant.now();
        LiveSession again = session.on(third.client());
        assertThat(again.run("kept + 2").text()).endsWith(": Int = 43");
        assertThat(Duration.between(stopped, Instant.now())).isLessThan(Duration.ofSeconds(30));
        Processes.signal("CONT", other.pid());

        assertThat(other.awaitExit()).isEqualTo(75);
        assertThat(again.run("kept + 3").text()).endsWith(": Int = 44");
        Processes.signal("KILL", driver.pid());
        again.assertEnded(SessionState.DEAD, EndCause.DRIVER_KILLED);
        driver.assertGone();
    }

    @Test
    void oneThatIsEndedHandsItsSessionsOverWithinTenSeconds() {
        LiveSession session = LiveSession.idle(one.client(), small());
        int running = session.begin("Thread.sleep(2000); println(\"once\")");

        Instant told = Instant.now();
        one.terminate();
        assertThat(Duration.between(told, Instant.now())).isLessThan(Duration.ofSeconds(10));

        LiveSession moved = session.on(other.client());
        assertThat(moved.awaitStatement(running).text()).isEqualTo("once");
        assertThat(moved.run("6 * 7").text()).endsWith(": Int = 42");
        other.client().deleteSession(session.id());
        moved.assertEnded(SessionState.SUCCESS, EndCause.DELETED);
    }
}
