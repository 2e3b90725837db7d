package io.hearth.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.api.EndCause;
import io.hearth.api.StatementKind;
import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.ExitCode;
import io.hearth.api.channel.GatewayFrame;
import io.hearth.api.channel.StatementOutcome;
import io.hearth.api.channel.StatementOutcome.Status;
import io.hearth.driver.channel.FakeGateway;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole driver as a process, with the gateway's side played by the test. */
@Timeout(600)
class DriverProcessTest {

    private static final Duration ALWAYS = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofMinutes(3);

    @TempDir
    private Path workDirectory;

    private DriverProcess launch(FakeGateway gateway) throws IOException {
        return new DriverProcess(gateway, workDirectory, Map.of(), 60_000);
    }

    @Test
    void runsStatementsCancelsThemSurvivesACutWireAndShutsDown() throws Exception {
        try (FakeGateway gateway = new FakeGateway();
                DriverProcess driver = launch(gateway).ready()) {
            assertThat(workDirectory.resolve("spec")).doesNotExist();
            assertThat(gateway.upgrades().get(0))
                    .startsWith("GET /driver/v1/channel ")
                    .contains("Authorization: Bearer secret-1\r\n", "X-Hearth-Driver: d-1\r\n");
            assertThat(gateway.await(DriverFrame.DriverReady.class).applicationId())
                    .startsWith("local-");
            assertThat(gateway.await(DriverFrame.DriverReady.class).uiAddress()).isNull();

            assertThat(driver.run("val a = 0")).isEqualTo(StatementOutcome.ok("a: Int = 0"));
            assertThat(driver.run("spark.range(1000).repartition(4).count()").text())
                    .isEqualTo("res0: Long = 1000");
            assertThat(driver.run("sc.parallelize(1 to 2).foreach(n => println(s\"task $n\"))")
                            .text())
                    .contains("task 1", "task 2");
            gateway.awaitHeard(DriverFrame.Progress.class, progress -> true);

            assertThat(driver.run("spark.range(3).createOrReplaceTempView(\"three\")")
                            .status())
                    .isEqualTo(Status.OK);
            assertThat(driver.runSql("select sum(id) as total from three").table())
                    .endsWith("\"data\":[[3]],\"truncated\":false}");
            assertThat(driver.runSql("select nothing").errorName())
                    .isEqualTo("org.apache.spark.sql.catalyst.ExtendedAnalysisException");

            StatementOutcome printed = driver.run("for (i <- 1 to 600000) println(\"0123456789\" * 10)");
            assertThat(printed.truncated()).isTrue();
            assertThat(printed.text()).hasSizeLessThan(70_000).contains("\n… output cut: ");
            assertThat(driver.run("print(\"y\" * (60 << 20)); \"z\" * (60 << 20)")
                            .truncated())
                    .isTrue();
            assertThat(driver.run("1 + 1").truncated()).isFalse();

            cancelsWhatSleepsRunsAndWaits(driver);
            anArrayThatIsTooLargeIsAnErrorOfItsStatement(driver);
            cancelsJobsThatDoNotBearTheNameOfTheirStatement(driver);
            cancelsAStatementThatArrivesAfterItsCancel(driver);
            endsEveryStatementWhateverItsExceptionsAndStreamsDo(driver);
            sendsAgainWhatACutWireSwallowed(gateway, driver);
            outlivesCodeThatInterruptsItsThreads(driver);

            gateway.send(new GatewayFrame.Shutdown("deleted"));
            assertThat(driver.awaitExit()).isEqualTo(ExitCode.NORMAL);
            assertThat(LongStream.range(0, gateway.applied().size())
                            .map(i -> i + 1)
                            .boxed())
                    .isEqualTo(gateway.sequences().stream().distinct().toList());
            try (Stream<Path> left = Files.list(workDirectory)) {
                assertThat(left.map(path -> path.getFileName().toString()))
                        .filteredOn(name -> !name.startsWith("output-"))
                        .containsExactlyInAnyOrder("files", "scratch", "tmp", "stdout", "stderr");
            }
            assertThat(driver.log("stderr")).contains("INFO SparkContext").doesNotContain("secret-1");
        }
    }

    private static void outlivesCodeThatInterruptsItsThreads(DriverProcess driver) throws InterruptedException {
        StatementOutcome interrupting = driver.run("""
                for (time <- 1 to 10) {
                  Thread.getAllStackTraces.keySet.forEach { thread =>
                    if (thread.getName.matches("main|hearth-.*") && (thread ne Thread.currentThread)) thread.interrupt()
                  }
                  Thread.sleep(20)
                }
                "went through"
                """);
        assertThat(interrupting.text()).endsWith("went through");
        assertThat(driver.run("\"is still here\"").text()).endsWith("is still here");
    }

    private static void cancelsWhatSleepsRunsAndWaits(DriverProcess driver) throws InterruptedException {
        Path asleep = driver.workDirectory().resolve("asleep");
        int sleeping = driver.send(
                "java.nio.file.Files.createFile(java.nio.file.Path.of(\"" + asleep + "\")); Thread.sleep(60000)");
        // One that is stopped before it begins is told so.
        await().atMost(LONG).until(() -> Files.deleteIfExists(asleep));
        int waiting = driver.send("1 + 1");
        driver.cancel(waiting);
        assertThat(driver.outcome(waiting).status()).isEqualTo(Status.CANCELLED);
        long begin = System.nanoTime();
        driver.cancel(sleeping);
        StatementOutcome stopped = driver.outcome(sleeping);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(ALWAYS);
        assertThat(stopped.status()).isEqualTo(Status.CANCELLED);
        assertThat(stopped.errorValue())
                .matches("stopped (by interrupting its thread|while it was compiled) .* after .* s");

        int job = driver.send("sc.parallelize(1 to 2, 2).map { n => Thread.sleep(60000); n }.count()");
        driver.cancel(job);
        assertThat(driver.outcome(job).status()).isEqualTo(Status.CANCELLED);
        assertThat(driver.run("sc.parallelize(1 to 2, 2).count()").text()).endsWith(": Long = 2");

        int stubborn = driver.send("try Thread.sleep(60000) catch { case _: InterruptedException => println(\"no\") }");
        driver.cancel(stubborn);
        assertThat(driver.outcome(stubborn).status()).isEqualTo(Status.CANCELLED);
        assertThat(driver.run("Thread.sleep(300); Thread.currentThread.isInterrupted")
                        .text())
                .endsWith(": Boolean = false");
    }

    private static void anArrayThatIsTooLargeIsAnErrorOfItsStatement(DriverProcess driver) throws InterruptedException {
        StatementOutcome tooLarge = driver.run("new Array[Byte](Int.MaxValue)");
        assertThat(tooLarge.status()).isEqualTo(Status.ERROR);
        assertThat(tooLarge.errorName()).isEqualTo("java.lang.OutOfMemoryError");
        assertThat(driver.run("a").text()).endsWith(": Int = 0");
    }

    private static void cancelsJobsThatDoNotBearTheNameOfTheirStatement(DriverProcess driver) throws Exception {
        StatementOutcome prepared = driver.run("""
                def endless(mark: String) = sc.parallelize(1 to 1200, 2).map { n =>
                  java.nio.file.Files.writeString(java.nio.file.Path.of(mark), "")
                  Thread.sleep(100); n
                }.count()
                val pool = java.util.concurrent.Executors.newFixedThreadPool(1)
                def pooled(job: => Long): Long = pool.submit(new java.util.concurrent.Callable[Long] { def call = job }).get
                pooled(1)
                """);
        assertThat(prepared.status()).as(prepared.toString()).isEqualTo(Status.OK);
        List<String> jobs = List.of(
                "pooled(scala.util.Try(endless(\"%s\")).getOrElse(endless(\"mark-again\")))",
                "sc.clearJobGroup(); sc.clearJobTags(); endless(\"%s\")",
                "sc.setLocalProperty(\"spark.job.tags\", null); sc.setJobGroup(\"mine\", \"\"); endless(\"%s\")");
        for (int i = 0; i < jobs.size(); i++) {
            Path mark = driver.workDirectory().resolve("mark-" + i);
            int job = driver.send(jobs.get(i).formatted(mark));
            await().atMost(LONG).until(() -> Files.exists(mark));
            driver.cancel(job);
            assertThat(driver.outcome(job).status()).isEqualTo(Status.CANCELLED);
            // Jobs that were ended stay so, and nobody begins others in their place.
            await().atMost(LONG)
                    .untilAsserted(
                            () -> assertThat(driver.run("Thread.sleep(500); sc.statusTracker.getActiveJobIds().toList")
                                            .text())
                                    .endsWith(": List[Int] = List()"));
        }
        driver.run("pool.shutdownNow()");
        try (DirectoryStream<Path> marks = Files.newDirectoryStream(driver.workDirectory(), "mark-*")) {
            for (Path mark : marks) {
                Files.delete(mark);
            }
        }
    }

    private static void cancelsAStatementThatArrivesAfterItsCancel(DriverProcess driver) throws InterruptedException {
        int over = driver.send("\"over\"");
        assertThat(driver.outcome(over).status()).isEqualTo(Status.OK);
        driver.cancel(over);
        driver.cancel(over + 1);
        StatementOutcome cancelled = driver.run("val never = 1");
        assertThat(cancelled.status()).isEqualTo(Status.CANCELLED);
        assertThat(cancelled.errorValue()).isEqualTo("stopped before it ran (waiting) after 0.0 s");
        assertThat(driver.run("never").status()).isEqualTo(Status.ERROR);
    }

    private static void endsEveryStatementWhateverItsExceptionsAndStreamsDo(DriverProcess driver) throws Exception {
        StatementOutcome traceless = driver.run(
                "class Traceless extends Exception(\"m\") { override def getStackTrace = null }; throw new Traceless");
        assertThat(traceless.errorValue()).isEqualTo("m");
        assertThat(traceless.traceback()).containsExactly("Traceless: m");
        StatementOutcome mute =
                driver.run("class Mute extends Exception { override def getMessage = ??? }; throw new Mute");
        assertThat(mute.errorName()).isEqualTo("Mute");
        assertThat(mute.errorValue()).isEmpty();
        assertThat(driver.run("throw new Exception(\"half \" + '\\ud800')").errorValue())
                .isEqualTo("half ?");
        int slow = driver.send(
                "class Slow extends Exception { override def getMessage = { Thread.sleep(60000); \"\" } }; throw new Slow");
        driver.cancel(slow);
        assertThat(driver.outcome(slow).status()).isEqualTo(Status.CANCELLED);

        assertThat(driver.run("System.setOut(null); System.setErr(null); 5").text())
                .endsWith(": Int = 5");
        assertThat(driver.run("System.out.println(1); System.err.println(2)").text())
                .isEqualTo("1\n2");
        assertThat(driver.run("System.out.close(); System.err.close(); Console.out.close(); println(3)")
                        .text())
                .isEqualTo("3");
        assertThat(driver.run("System.out.println(4); println(5)").text()).isEqualTo("4\n5");

        driver.run("Thread.currentThread.setContextClassLoader(null)");
        assertThat(driver.run("case class Item(n: Int)\nspark.range(3).map(n => Item(n.toInt)).count()")
                        .text())
                .endsWith(": Long = 3");

        Path over = driver.workDirectory().resolve("over");
        Path interrupted = driver.workDirectory().resolve("interrupted");
        driver.run("""
                val me = Thread.currentThread
                new Thread(() => {
                  while (!java.nio.file.Files.exists(java.nio.file.Path.of("%s"))) Thread.sleep(10)
                  me.interrupt()
                  java.nio.file.Files.createFile(java.nio.file.Path.of("%s"))
                }).start()
                """.formatted(over, interrupted));
        Files.createFile(over);
        await().atMost(LONG).until(() -> Files.deleteIfExists(interrupted));
        Files.delete(over);
        assertThat(driver.run("a").text()).endsWith(": Int = 0");
    }

    private static void sendsAgainWhatACutWireSwallowed(FakeGateway gateway, DriverProcess driver)
            throws InterruptedException {
        gateway.stopApplying();
        int swallowed = driver.send("\"swallowed\"");
        gateway.awaitHeard(DriverFrame.StatementEnded.class, ended -> ended.statement() == swallowed);
        gateway.cutAndStartApplying();
        assertThat(driver.outcome(swallowed).text()).endsWith(": String = swallowed");
        assertThat(gateway.heard(DriverFrame.Hello.class).get(1).sessions())
                .containsExactly(new DriverFrame.HeldSession(DriverProcess.SESSION, swallowed));
        gateway.send(new GatewayFrame.OpenSession(DriverProcess.SESSION, List.of()));
        gateway.send(new GatewayFrame.RunStatement(
                DriverProcess.SESSION, swallowed, StatementKind.SPARK, "println(\"twice\")", 0));
        assertThat(driver.run("\"after\"").text()).endsWith(": String = after");
        assertThat(gateway.applied().stream().filter(DriverFrame.SessionReady.class::isInstance))
                .hasSize(1);
    }

    @Test
    void systemExitEndsTheDriverWithItsCodeAndTheCause() throws Exception {
        try (FakeGateway gateway = new FakeGateway();
                DriverProcess driver = launch(gateway).ready()) {
            long begin = System.nanoTime();
            int exiting = driver.send("println(\"bye\"); System.exit(7)");
            assertThat(driver.awaitExit()).isEqualTo(7);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(ALWAYS);
            assertThat(driver.ending().cause()).isEqualTo("USER_CODE_EXITED");
            assertThat(gateway.await(DriverFrame.Ending.class).cause()).isEqualTo("USER_CODE_EXITED");
            assertThat(gateway.heard(DriverFrame.StatementEnded.class))
                    .noneMatch(ended -> ended.statement() == exiting);
        }
    }

    @Test
    void aStoppedContextEndsTheDriverAfterItsStatement() throws Exception {
        try (FakeGateway gateway = new FakeGateway();
                DriverProcess driver = launch(gateway).ready()) {
            assertThat(driver.run("sc.stop(); \"stopped\"").text()).isEqualTo("res1: String = stopped");
            assertThat(driver.awaitExit()).isEqualTo(ExitCode.NORMAL);
            assertThat(driver.ending().cause()).isEqualTo("SPARK_CONTEXT_STOPPED");
            gateway.await(DriverFrame.Ending.class);
            assertThat(gateway.applied().get(gateway.applied().size() - 1))
                    .isInstanceOfSatisfying(
                            DriverFrame.Ending.class,
                            ending -> assertThat(ending.cause()).isEqualTo("SPARK_CONTEXT_STOPPED"));
        }
    }

    @Test
    void anExhaustedHeapEndsTheDriverWithItsCause() throws Exception {
        try (FakeGateway gateway = new FakeGateway();
                DriverProcess driver =
                        new DriverProcess(gateway, workDirectory, Map.of(), 60_000, "-Xmx520m").ready()) {
            driver.send(
                    "val all = scala.collection.mutable.ArrayBuffer[Array[Byte]]()\nwhile (true) all += new Array[Byte](1 << 20)");
            assertThat(driver.awaitExit()).isEqualTo(ExitCode.OUT_OF_MEMORY);
            assertThat(driver.ending().cause()).isEqualTo("DRIVER_OUT_OF_MEMORY");
        }
    }

    @Test
    void aHeapThatIsTooSmallToStartInIsCalledThat() throws Exception {
        try (FakeGateway gateway = new FakeGateway();
                DriverProcess driver = new DriverProcess(gateway, workDirectory, Map.of(), 60_000, "-Xmx20m")) {
            assertThat(driver.awaitExit()).isEqualTo(ExitCode.OUT_OF_MEMORY);
            assertThat(driver.ending().cause()).isEqualTo("DRIVER_OUT_OF_MEMORY");
            assertThat(driver.ending().detail()).contains("heap");
        }
    }

    @Test
    void anExhaustedMetaspaceEndsTheDriverWithItsCause() throws Exception {
        try (FakeGateway gateway = new FakeGateway();
                DriverProcess driver = new DriverProcess(
                                gateway, workDirectory, Map.of(), 60_000, "-XX:MaxMetaspaceSize=160m")
                        .ready()) {
            driver.send("""
                    val bytes = classOf[Some[_]].getResourceAsStream("/scala/Some.class").readAllBytes
                    val kept = scala.collection.mutable.ArrayBuffer[ClassLoader]()
                    class Own extends ClassLoader { def add() = { defineClass("scala.Some", bytes, 0, bytes.length); kept += this } }
                    scala.concurrent.Future { while (true) new Own().add() }(scala.concurrent.ExecutionContext.global)
                    Thread.sleep(60000)
                    """);
            assertThat(driver.awaitExit()).isEqualTo(ExitCode.OUT_OF_MEMORY);
            assertThat(driver.ending())
                    .isEqualTo(new DriverFrame.Ending(
                            EndCause.DRIVER_OUT_OF_METASPACE, "The JVM's metaspace is used up."));
        }
    }

    @Test
    void anExhaustedHeapInATaskEndsTheDriverWithItsCause() throws Exception {
        try (FakeGateway gateway = new FakeGateway();
                DriverProcess driver =
                        new DriverProcess(gateway, workDirectory, Map.of(), 60_000, "-Xmx520m").ready()) {
            driver.send(
                    "sc.parallelize(1 to 1, 1).map { n => val all = scala.collection.mutable.ArrayBuffer[Array[Byte]](); while (true) all += new Array[Byte](1 << 20); n }.count()");
            assertThat(driver.awaitExit()).isEqualTo(ExitCode.OUT_OF_MEMORY);
            assertThat(driver.ending().cause()).isEqualTo("DRIVER_OUT_OF_MEMORY");
        }
    }

    @Test
    void aDriverWithoutAGatewayEndsWhenItsLeaseIsOver() throws Exception {
        FakeGateway gateway = new FakeGateway();
        gateway.leaseMillis(1_500);
        try (DriverProcess driver = launch(gateway).ready()) {
            gateway.close();
            assertThat(driver.awaitExit()).isEqualTo(ExitCode.LOST);
            assertThat(driver.ending().cause()).isEqualTo("LOST");
        }
    }

    @Test
    void aDriverThatIsNotKnownEndsAtOnce() throws Exception {
        try (FakeGateway gateway = new FakeGateway()) {
            gateway.refuseWith(403);
            try (DriverProcess driver = launch(gateway)) {
                assertThat(driver.awaitExit()).isEqualTo(ExitCode.LOST);
                assertThat(driver.ending().detail()).contains("403");
            }
        }
    }

    @Test
    void aSessionThatCannotBeMadeEndsItsDriver() throws Exception {
        Path classes = Files.createDirectories(workDirectory.resolve("scratch/classes"));
        Path obstacle = Files.createFile(classes.resolve("io"));
        try (FakeGateway gateway = new FakeGateway();
                DriverProcess driver = launch(gateway)) {
            driver.open(List.of());

            assertThat(gateway.await(DriverFrame.StartFailed.class).detail()).contains(obstacle.toString());
            assertThat(driver.awaitExit()).isEqualTo(ExitCode.START_FAILED);
        }
    }

    @Test
    void aSparkThatCannotStartIsReported() throws Exception {
        try (FakeGateway gateway = new FakeGateway();
                DriverProcess driver =
                        new DriverProcess(gateway, workDirectory, Map.of("spark.master", "nonsense"), 60_000)) {
            assertThat(gateway.await(DriverFrame.StartFailed.class).message()).contains("nonsense");
            assertThat(driver.awaitExit()).isEqualTo(ExitCode.START_FAILED);
            assertThat(driver.ending().cause()).isEqualTo("LAUNCH_FAILED");
            assertThat(driver.log("stderr")).contains("SparkException");
        }
    }
}
