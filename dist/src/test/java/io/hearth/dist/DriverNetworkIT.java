package io.hearth.dist;

import static io.hearth.dist.Distribution.small;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.api.SessionState;
import io.hearth.cli.client.StatementView;
import io.hearth.testkit.FreePort;
import io.hearth.testkit.GatewayProcess;
import io.hearth.testkit.TroubledRelay;
import io.hearth.testkit.TroubledRelay.Direction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A network between a real driver and its gateway that misbehaves: it costs time, and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DriverNetworkIT {

    private static final Duration CUT = Duration.ofSeconds(60);

    /** Longer than either end waits before it gives up on a connection that is silent. */
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private static final Duration BACK = Duration.ofMinutes(1);
    private static final int LINES = 40;

    private TroubledRelay relay;
    private GatewayProcess gateway;
    private LiveSession session;
    private Path ran;
    private int begun;

    @BeforeAll
    void start(@TempDir Path data) throws IOException {
        int port = FreePort.find();
        relay = TroubledRelay.to(port);
        gateway = Distribution.gateway(
                data,
                Map.of(
                        "server.port",
                        String.valueOf(port),
                        "gateway.url",
                        "http://127.0.0.1:" + relay.port(),
                        "pool.queues",
                        ""));
        session = LiveSession.idle(gateway.client(), small());
        ran = data.resolve("ran");
        session.run("""
                def lines(name: Int, pauseMillis: Long): Unit = {
                  java.nio.file.Files.writeString(java.nio.file.Path.of("%s"), s"$name\\n",
                    java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND)
                  for (line <- 0 until %d) { println(s"$name: $line"); Thread.sleep(pauseMillis) }
                }
                """.formatted(ran, LINES));
        begun = 1;
    }

    @AfterEach
    void heal() {
        relay.heal();
    }

    @AfterAll
    void stop() {
        gateway.close();
        relay.close();
    }

    private int submit(Duration pause) {
        int number = session.submit("lines(%d, %d)".formatted(begun, pause.toMillis()))
                .id();
        assertThat(number).isEqualTo(begun);
        begun++;
        return number;
    }

    private void assertWhole(int number) {
        StatementView statement = session.awaitStatement(number);
        assertThat(statement.text())
                .isEqualTo(IntStream.range(0, LINES)
                        .mapToObj(line -> number + ": " + line)
                        .collect(Collectors.joining("\n")));
    }

    private void assertAllRanOnce() throws IOException {
        List<String> all = IntStream.range(1, begun).mapToObj(String::valueOf).toList();
        assertThat(Files.readAllLines(ran)).isEqualTo(all);
        await().atMost(BACK).until(() -> session.state() == SessionState.IDLE);
    }

    private void runningWhile(Duration trouble, Runnable begins, SessionState meanwhile) throws IOException {
        int running = submit(trouble.dividedBy(LINES));
        int waiting = submit(Duration.ZERO);
        await().atMost(BACK).until(() -> Files.readAllLines(ran).contains(String.valueOf(running)));

        begins.run();
        await().atMost(BACK).until(() -> session.state() == meanwhile);
        // The trouble lasts so long, whatever it brings about.
        await().pollDelay(trouble).atMost(trouble.plus(BACK)).until(() -> true);
        int later = submit(Duration.ZERO);
        relay.heal();

        assertWhole(running);
        assertWhole(waiting);
        assertWhole(later);
        assertAllRanOnce();
    }

    @Test
    void itIsCutForAMinute() throws IOException {
        runningWhile(CUT, relay::refuse, SessionState.RECOVERING);
    }

    @Test
    void itSwallowsEverythingAndThenDeliversItLate() throws IOException {
        runningWhile(SILENCE, relay::hold, SessionState.RECOVERING);
    }

    @Test
    void itIsSlow() throws IOException {
        runningWhile(Duration.ofSeconds(4), () -> relay.delay(Duration.ofMillis(300)), SessionState.BUSY);
    }

    @Test
    void itIsResetInTheMiddleOfFrames() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 12; round++) {
            Direction direction = round % 2 == 0 ? Direction.TO_SERVER : Direction.TO_CLIENT;
            int bytes = 1 + random.nextInt(direction == Direction.TO_SERVER ? 1200 : 150);
            relay.cutAfter(direction, bytes);
            int number = submit(Duration.ZERO);

            assertThat(session.awaitStatement(number).text())
                    .as("seed %d, round %d: %s after %d bytes", seed, round, direction, bytes)
                    .endsWith("%d: %d".formatted(number, LINES - 1));
            assertWhole(number);
        }
        assertAllRanOnce();
    }
}
