package io.hearth.dist;

import static io.hearth.dist.Distribution.small;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.api.EndCause;
import io.hearth.api.SessionState;
import io.hearth.api.StatementState;
import io.hearth.cli.client.HearthClient;
import io.hearth.dist.LiveSession.LiveDriver;
import io.hearth.testkit.FreePort;
import io.hearth.testkit.GatewayProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of sessions whose gateway ends, politely or not. */
class GatewayEndsIT {

    @TempDir
    private Path data;

    private int port;
    private GatewayProcess gateway;

    @BeforeEach
    void start() throws IOException {
        port = FreePort.find();
        follow(Map.of("queue.compute-units", "6"));
    }

    @AfterEach
    void stop() {
        gateway.close();
        assertThat(gateway.drivers()).isEmpty();
    }

    /** Starts a gateway in the place of one that is gone, if there was one. */
    private HearthClient follow(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("server.port", String.valueOf(port));
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
        HearthClient second = follow(Map.of("driver.lease", "10s"));

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

    @Test
    void oneThatIsToKeepItsSessionsLeavesThemToTheNextOne() {
        Map<String, String> keeping = Map.of("shutdown.sessions", "keep", "queue.compute-units", "6");
        gateway.terminate();
        HearthClient first = follow(keeping);
        LiveSession busy = LiveSession.idle(first, small());
        LiveSession idle = LiveSession.idle(first, small());
        LiveSession waiting = LiveSession.create(first, small());
        assertThat(busy.run("val kept = 41").text()).isEqualTo("kept: Int = 41");
        LiveDriver driver = busy.driver();
        int running = busy.begin("for (i <- 1 to 60) { println(s\"line $i\"); Thread.sleep(100) }");
        int next = first.submit(busy.id(), "kept + 1").id();

        assertEndsWithin10Seconds(gateway::terminate);
        assertThat(Processes.inSessionOf(driver.pid())).contains(driver.pid());
        HearthClient second = follow(keeping);

        String lines = IntStream.rangeClosed(1, 60).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));
        assertThat(busy.on(second).awaitStatement(running).text()).isEqualTo(lines);
        assertThat(busy.on(second).awaitStatement(next).text()).endsWith(": Int = 42");
        assertThat(busy.on(second).driver().pid()).isEqualTo(driver.pid());
        assertThat(idle.on(second).awaitIdle().run("1 + 1").text()).endsWith(": Int = 2");
        assertThat(waiting.on(second).state()).isEqualTo(SessionState.NOT_STARTED);

        busy.on(second).awaitIdle();
        assertEndsWithin10Seconds(gateway::interrupt);
        HearthClient third = follow(Map.of("queue.compute-units", "6"));
        assertThat(busy.on(third).awaitIdle().run("kept").text()).endsWith(": Int = 41");

        gateway.terminate();
        driver.assertGone();
        HearthClient fourth = follow(Map.of());
        busy.on(fourth).assertEnded(SessionState.SUCCESS, EndCause.GATEWAY_STOPPED);
    }

    private static void assertEndsWithin10Seconds(Runnable end) {
        long begin = System.nanoTime();
        end.run();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    }
}
