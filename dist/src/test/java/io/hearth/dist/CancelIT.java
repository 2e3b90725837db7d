package io.hearth.dist;

import static io.hearth.dist.Distribution.small;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.api.EndCause;
import io.hearth.api.SessionState;
import io.hearth.api.StatementState;
import io.hearth.cli.client.HearthClient;
import io.hearth.cli.client.StatementView;
import io.hearth.dist.LiveSession.LiveDriver;
import io.hearth.testkit.GatewayProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A cancelled statement is over within ten seconds, whatever its code does, and says by what. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CancelIT {

    private static final Duration ALWAYS = Duration.ofSeconds(10);

    private GatewayProcess gateway;
    private HearthClient client;
    private LiveSession session;
    private Path directory;

    @BeforeAll
    void start(@TempDir Path data) {
        gateway = Distribution.gateway(data, Map.of());
        client = gateway.client();
        session = LiveSession.idle(client, small());
        session.run("""
                val kept = 7
                class Leaf[A]
                implicit def one[A](implicit leaf: Leaf[A]): Leaf[(A, Int)] = new Leaf
                implicit def other[A](implicit leaf: Leaf[A]): Leaf[(A, Int)] = new Leaf
                import scala.concurrent._, scala.concurrent.duration._, ExecutionContext.Implicits.global
                """);
        directory = Processes.workingDirectory(session.driver().pid());
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    static Stream<Arguments> stubborn() {
        return Stream.of(
                Arguments.of("while (true) {}", "loop-check"),
                Arguments.of("while (true) try Thread.sleep(1000) catch { case _: Throwable => }", "loop-check"),
                Arguments.of("Iterator.continually(1).foreach(_ => ())", "loop-check"),
                Arguments.of("sc.parallelize(1 to 2, 2).foreach { _ => while (true) {} }", "jobs|interrupt"),
                Arguments.of("Await.result(Future { while (true) {} }, Duration.Inf)", "interrupt"),
                Arguments.of(
                        "(1 to 10000).map(_ => sc.parallelize(1 to 2, 2).map { n => Thread.sleep(60000); n }.countAsync()).foreach(Await.result(_, Duration.Inf))",
                        "jobs|interrupt|loop-check"),
                Arguments.of("""
                        val own = java.util.concurrent.Executors.newFixedThreadPool(4)
                        for (i <- 1 to 10000) own.submit(new Runnable { def run() = spark.range(1000000000000L).count() })
                        own.shutdown(); own.awaitTermination(1, java.util.concurrent.TimeUnit.HOURS)
                        """, "jobs|interrupt"));
    }

    @ParameterizedTest
    @MethodSource("stubborn")
    void leavesTheSessionWithItsDefinitions(String code, String rung) {
        int number = begin(session, directory, code);
        Timed over = cancel(session, number);

        assertThat(over.took()).isLessThan(ALWAYS);
        assertThat(over.statement().errorValue()).matches("stopped .* \\((" + rung + ")\\) after [0-9]\\.[0-9] s");
        assertUsable();
    }

    @Test
    void aCompilationLeavesTheSessionWithItsDefinitions() {
        int number = session.begin("implicitly[Leaf[" + "(".repeat(60) + "Int" + ", Int)".repeat(60) + "]]");
        await().during(Duration.ofSeconds(1))
                .atMost(Distribution.RUN)
                .until(() -> session.statement(number).state() == StatementState.RUNNING);

        Timed over = cancel(session, number);

        assertThat(over.took()).isLessThan(ALWAYS);
        assertThat(over.statement().errorValue()).startsWith("stopped while it was compiled (compile) after ");
        assertUsable();
    }

    private void assertUsable() {
        assertThat(session.run("kept + 1").text()).endsWith(": Int = 8");
        assertThat(session.run("spark.range(5).count()").text()).endsWith(": Long = 5");
        assertThat(session.run("Await.result(Future(sc.parallelize(1 to 5, 2).map(_ + 1).count()), 60.seconds)")
                        .text())
                .endsWith(": Long = 5");
        session.awaitNoJobs();
        session.awaitIdle();
    }

    @Test
    void aReadThatNothingInterruptsEndsTheDriver() {
        LiveSession reading = LiveSession.idle(client, small());
        LiveDriver driver = reading.driver();
        reading.run("val server = new java.net.ServerSocket(0)");
        int number = begin(
                reading,
                Processes.workingDirectory(driver.pid()),
                "new java.net.Socket(\"127.0.0.1\", server.getLocalPort).getInputStream.read()");
        int waiting = reading.submit("1").id();

        assertDriverEnded(reading, driver, number, waiting);
    }

    @Test
    void aDriverThatDoesNotAnswerIsEnded() {
        LiveSession frozen = LiveSession.idle(client, small());
        LiveDriver driver = frozen.driver();
        int number =
                begin(frozen, Processes.workingDirectory(driver.pid()), "println(\"last words\"); Thread.sleep(60000)");
        frozen.awaitPrinted(number, "last words");
        int waiting = frozen.submit("1").id();
        Processes.signal("STOP", driver.pid());

        assertDriverEnded(frozen, driver, number, waiting);
        assertThat(frozen.statement(number).text()).isEqualTo("last words");
    }

    @Test
    void aLoopEndsTheDriverWhereTheCheckIsOff(@TempDir Path data) {
        try (GatewayProcess other =
                Distribution.gateway(data, Map.of("statement.loop-check", "off", "statement.cancel-timeout", "2s"))) {
            LiveSession looping = LiveSession.idle(other.client(), small());
            int number =
                    begin(looping, Processes.workingDirectory(looping.driver().pid()), "while (true) {}");

            other.client().cancel(looping.id(), number);

            assertThat(looping.awaitStatement(number).errorValue())
                    .containsPattern("\\(driver-ended\\) after [2-4]\\.");
            looping.assertEnded(SessionState.DEAD, EndCause.CANCEL_ENDED_DRIVER);
        }
    }

    private void assertDriverEnded(LiveSession ending, LiveDriver driver, int number, int waiting) {
        Timed over = cancel(ending, number);

        assertThat(over.took()).isLessThan(ALWAYS);
        assertThat(over.statement().errorValue())
                .startsWith("stopped by ending its driver (driver-ended) after ")
                .contains(" s: CANCEL_ENDED_DRIVER: ", "values and definitions are lost");
        ending.assertEnded(SessionState.DEAD, EndCause.CANCEL_ENDED_DRIVER);
        assertThat(ending.statement(waiting).errorValue()).startsWith("it never ran: CANCEL_ENDED_DRIVER");
        driver.assertGone();
    }

    /** Begins code as one piece, and waits until it is past the compiler. */
    private static int begin(LiveSession session, Path directory, String code) {
        Path mark = directory.resolve("begun-" + System.nanoTime());
        int number = session.begin("{ java.nio.file.Files.createFile(java.nio.file.Path.of(\"" + mark.getFileName()
                + "\"))\n" + code + "\n}");
        await().atMost(Distribution.RUN).until(() -> Files.exists(mark));
        return number;
    }

    private record Timed(StatementView statement, Duration took) {}

    private Timed cancel(LiveSession session, int number) {
        long begin = System.nanoTime();
        client.cancel(session.id(), number);
        StatementView statement = session.awaitStatement(number);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        assertThat(statement.state()).isEqualTo(StatementState.CANCELLED);
        assertThat(statement.errorName()).isEqualTo("StatementCancelled");
        return new Timed(statement, took);
    }
}
