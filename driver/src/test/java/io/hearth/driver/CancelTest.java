package io.hearth.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.ExitCode;
import io.hearth.api.channel.StatementOutcome;
import io.hearth.api.channel.StatementOutcome.Status;
import io.hearth.driver.channel.FakeGateway;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What ends statements on a whole driver that heed nothing, and what is left then. */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CancelTest {

    private static final Duration ALWAYS = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofMinutes(3);

    private Path workDirectory;
    private FakeGateway gateway;
    private DriverProcess driver;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        workDirectory = directory;
        gateway = new FakeGateway();
        driver = new DriverProcess(gateway, directory, Map.of(), 60_000).ready();
        run("""
                import scala.concurrent._, scala.concurrent.duration._, ExecutionContext.Implicits.global
                def mark(name: String): Unit = java.nio.file.Files.writeString(java.nio.file.Path.of(name), "")
                def spin(name: String): Unit = { mark(name); while (true) mark(name) }
                val kept = 7
                """);
    }

    @AfterAll
    void stop() throws Exception {
        driver.close();
        gateway.close();
    }

    private StatementOutcome run(String code) throws InterruptedException {
        StatementOutcome outcome = driver.run(code);
        assertThat(outcome.status()).as(outcome.toString()).isEqualTo(Status.OK);
        return outcome;
    }

    private Path marked(String name) {
        return workDirectory.resolve("files").resolve(name);
    }

    private void awaitMark(String name) {
        Awaitility.await().atMost(LONG).until(() -> Files.exists(marked(name)));
    }

    /** Nobody makes the mark again. */
    private void assertQuiet(String name) {
        Awaitility.await()
                .atMost(ALWAYS)
                .ignoreExceptionsInstanceOf(ConditionTimeoutException.class)
                .untilAsserted(() -> {
                    Files.deleteIfExists(marked(name));
                    Awaitility.await()
                            .during(Duration.ofMillis(500))
                            .atMost(Duration.ofSeconds(2))
                            .until(() -> Files.notExists(marked(name)));
                });
    }

    private void assertCancelled(String mark, String code, String rung) throws InterruptedException {
        // One piece: the next would not even be compiled any more.
        int number = driver.send("{\n" + code + "\n}");
        awaitMark(mark);
        long begin = System.nanoTime();
        driver.cancel(number);
        StatementOutcome outcome = driver.outcome(number);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(ALWAYS);
        assertThat(outcome.status()).isEqualTo(Status.CANCELLED);
        assertThat(outcome.errorValue()).matches("stopped .* \\((" + rung + ")\\) after [0-9]\\.[0-9] s");
        assertThat(run("kept + 1").text()).endsWith(": Int = 8");
        assertThat(run("sc.parallelize(1 to 4, 2).count()").text()).endsWith(": Long = 4");
        assertThat(run("Await.result(Future(sc.parallelize(1 to 5, 2).map(_ + 1).count()), 60.seconds)")
                        .text())
                .endsWith(": Long = 5");
    }

    @Test
    void aLoop() throws Exception {
        assertCancelled("loop", "mark(\"loop\"); while (true) {}", "loop-check");
    }

    @Test
    void codeThatSwallowsInterrupts() throws Exception {
        assertCancelled(
                "deaf",
                "mark(\"deaf\"); while (true) try Thread.sleep(1000) catch { case _: Throwable => }",
                "loop-check");
    }

    @Test
    void aResultThatTakesForEverToBeShown() throws Exception {
        assertCancelled(
                "shown",
                "class Shown { override def toString = { mark(\"shown\"); while (true) {}; \"\" } }\nnew Shown",
                "loop-check");
    }

    @Test
    void anExceptionThatTakesForEverToBeTold() throws Exception {
        assertCancelled(
                "told",
                "throw new Exception { override def getMessage = { mark(\"told\"); while (true) {}; \"\" } }",
                "loop-check");
    }

    @Test
    void aFutureThatComputes() throws Exception {
        assertCancelled("future", "Await.result(Future(spin(\"future\")), Duration.Inf)", "interrupt");
        assertQuiet("future");
    }

    @Test
    void futuresOfAnEarlierPieceOnThreadsOfAnEarlierStatement() throws Exception {
        run("Await.result(Future.sequence((1 to 100).map(n => Future(n))), 60.seconds)");
        int number = driver.send("""
                val all = (1 to 10).map(n => Future(spin("all")))
                Await.result(Future.sequence(all), Duration.Inf)
                """);
        awaitMark("all");
        driver.cancel(number);
        assertThat(driver.outcome(number).status()).isEqualTo(Status.CANCELLED);
        run("kept");
        assertQuiet("all");
    }

    @Test
    void tasksOfAFutureOnAThreadOfAnEarlierStatement() throws Exception {
        run("Await.result(Future.sequence((1 to 100).map(n => Future(n))), 60.seconds)");
        assertCancelled(
                "future-task",
                "Await.result(Future(sc.parallelize(1 to 2, 2).foreach(_ => spin(\"future-task\"))), Duration.Inf)",
                "jobs|interrupt");
        assertQuiet("future-task");
    }

    @Test
    void tasksThatComputeAndHeedNoInterrupt() throws Exception {
        assertCancelled("task", "sc.parallelize(1 to 2, 2).foreach(_ => spin(\"task\"))", "jobs|interrupt");
        assertQuiet("task");
    }

    @Test
    void aPoolOfItsOwnThatStartsJobAfterJob() throws Exception {
        assertCancelled("pool", """
                val own = java.util.concurrent.Executors.newFixedThreadPool(3)
                for (i <- 1 to 10000) own.submit(new Runnable { def run() = {
                  mark("pool"); sc.parallelize(1 to 2, 2).foreach { _ => Thread.sleep(200) } } })
                own.shutdown(); own.awaitTermination(1, java.util.concurrent.TimeUnit.HOURS)
                """, "interrupt|jobs");
        assertQuiet("pool");
    }

    @Test
    void whatItDefinedBeforeCanBeUsedAtOnce() throws Exception {
        int number = driver.send("""
                val addTen = (n: Int) => n + 10
                def rest(): Unit = { mark("defined"); Thread.sleep(60000) }
                rest()
                """);
        awaitMark("defined");
        driver.cancel(number);
        assertThat(driver.outcome(number).status()).isEqualTo(Status.CANCELLED);
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < Duration.ofSeconds(2).toNanos()) {
            assertThat(run("sc.parallelize(1 to 4, 2).map(addTen).sum()").text())
                    .endsWith(": Double = 50.0");
            assertThat(run("Await.result(Future(1).map(addTen), 60.seconds)").text())
                    .endsWith(": Int = 11");
        }
    }

    @Test
    void aThreadThatAnEarlierStatementLeftOnPurposeGoesOn() throws Exception {
        run("""
                @volatile var on = true
                new Thread(() => while (on) { mark("kept-thread"); Thread.sleep(20) }).start()
                """);
        assertCancelled("loop-beside", "mark(\"loop-beside\"); while (true) {}", "loop-check");
        Files.deleteIfExists(marked("kept-thread"));
        awaitMark("kept-thread");
        run("on = false");
    }

    @Test
    void tenThousandQueuedJobs() throws Exception {
        assertCancelled("queued", """
                val all = (1 to 10000).map { i => if (i == 10000) mark("queued"); sc.parallelize(1 to 2, 1).map { n => Thread.sleep(1000); n }.countAsync() }
                all.foreach(Await.result(_, Duration.Inf))
                """, "interrupt|jobs");
    }

    @Test
    void aReadThatNothingInterruptsEndsTheDriver(@TempDir Path directory) throws Exception {
        try (FakeGateway other = new FakeGateway();
                DriverProcess deaf = new DriverProcess(other, directory, Map.of(), 60_000).ready()) {
            deaf.run("val server = new java.net.ServerSocket(0)");
            int number = deaf.send(
                    "{ val socket = new java.net.Socket(\"127.0.0.1\", server.getLocalPort); println(\"reading\"); socket.getInputStream.read() }");
            Awaitility.await()
                    .atMost(LONG)
                    .until(() -> Files.exists(directory.resolve("output-" + DriverProcess.SESSION + "-" + number)));
            long begin = System.nanoTime();
            deaf.cancel(number);
            assertThat(deaf.awaitExit()).isEqualTo(ExitCode.CANCEL_FAILED);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(ALWAYS);
            assertThat(deaf.ending().cause()).isEqualTo("CANCEL_ENDED_DRIVER");
            assertThat(deaf.ending().detail()).matches("it went on for [6-9]\\.[0-9] s");
            assertThat(other.heard(DriverFrame.StatementEnded.class)).noneMatch(ended -> ended.statement() == number);
        }
    }
}
