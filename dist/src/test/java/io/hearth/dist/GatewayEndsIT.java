package io.hearth.dist;

import static io.hearth.dist.Distribution.small;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.api.EndCause;
import io.hearth.api.SessionState;
import io.hearth.api.StatementState;
import io.hearth.cli.client.HearthClient;
import io.hearth.dist.LiveSession.LiveDriver;
import io.hearth.testkit.GatewayProcess;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of sessions whose gateway ends, politely or not. */
class GatewayEndsIT {

    @TempDir
    private Path data;

    private GatewayProcess gateway;

    @BeforeEach
    void start() {
        gateway = Distribution.gateway(data, Map.of("queue.compute-units", "6"));
    }

    @AfterEach
    void stop() {
        gateway.close();
        assertThat(gateway.drivers()).isEmpty();
    }

    /** Starts a gateway in the place of one that is gone. */
    private HearthClient follow(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("server.port", String.valueOf(gateway.port()));
        gateway = Distribution.gateway(data, all);
        return gateway.client();
    }

    @Test
    void oneThatIsKilledIsFollowedByOneThatTakesUpItsSessions() {
        LiveSession one = LiveSession.create(gateway.client(), small());
        LiveSession other = LiveSession.create(gateway.client(), small());
        assertThat(one.run("val kept = 41").text()).isEqualTo("kept: Int = 41");
        LiveDriver driver = one.driver();
        LiveDriver otherDriver = other.awaitIdle().driver();
        int running = one.begin("Thread.sleep(2000); println(\"done\")");
        int waiting = gateway.client().submit(one.id(), "kept + 1").id();

        gateway.kill();
        Processes.signal("KILL", otherDriver.pid());
        HearthClient second = follow(Map.of("driver.lease", "2s"));

        LiveSession found = one.on(second);
        assertThat(found.statement(0).text()).isEqualTo("kept: Int = 41");
        assertThat(found.awaitStatement(running).text()).isEqualTo("done");
        assertThat(found.awaitStatement(waiting).text()).endsWith(": Int = 42");
        found.awaitIdle();
        other.on(second).assertEnded(SessionState.DEAD, EndCause.DRIVER_KILLED);
        otherDriver.assertGone();

        int unfinished = found.begin("Thread.sleep(600000)");
        gateway.kill();
        assertThat(Processes.inSessionOf(driver.pid())).contains(driver.pid());
        await().atMost(Distribution.END)
                .untilAsserted(
                        () -> assertThat(Processes.inSessionOf(driver.pid())).isEmpty());

        HearthClient third = follow(Map.of());
        one.on(third).assertEnded(SessionState.DEAD, EndCause.LOST);
        driver.assertGone();
        assertThat(one.on(third).statement(unfinished).errorName()).isEqualTo("LOST");
    }

    @Test
    void oneThatIsInterruptedEndsItsSessions() {
        LiveSession busy = LiveSession.idle(gateway.client(), small());
        LiveDriver driver = busy.driver();
        int running = busy.begin("sc.parallelize(1 to 2, 2).foreach(_ => Thread.sleep(600000))");
        LiveSession starting = LiveSession.create(gateway.client(), small());
        LiveDriver young = starting.driver();
        LiveSession waiting = LiveSession.create(gateway.client(), small());
        assertThat(busy.state()).isEqualTo(SessionState.BUSY);
        assertThat(starting.state()).isEqualTo(SessionState.STARTING);
        assertThat(waiting.state()).isEqualTo(SessionState.NOT_STARTED);

        gateway.interrupt();

        driver.assertGone();
        young.assertGone();
        assertThat(data.resolve("drivers")).isEmptyDirectory();
        HearthClient next = follow(Map.of());
        for (LiveSession session : new LiveSession[] {busy, starting}) {
            session.on(next).assertEnded(SessionState.SUCCESS, EndCause.GATEWAY_STOPPED);
        }
        // It had nothing to end, and keeps its place.
        waiting.on(next).awaitIdle();
        assertThat(busy.on(next).statement(running).state()).isEqualTo(StatementState.CANCELLED);
    }
}
