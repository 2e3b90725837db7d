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
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every way a session that started can end while its gateway lives: the right state, a named cause, and nothing left behind.
 * {@link FailedStartsIT} has those that do not start.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndsIT {

    private static final Map<String, String> MANY_UNITS = Map.of("queue.compute-units", "1000000");

    /** Processes that outlive their parent and do not heed a polite signal. */
    private static final String CHILDREN = """
            val child = new ProcessBuilder("sh", "-c", "trap '' TERM HUP INT; sleep 301 & sleep 302").start()
            val other = scala.sys.process.Process(Seq("sleep", "303")).run()
            """;

    private static final String FILL =
            "val all = scala.collection.mutable.ArrayBuffer[Array[Long]](); while (true) all += new Array[Long](1 << 18)";

    private GatewayProcess gateway;
    private HearthClient client;

    @BeforeAll
    void start(@TempDir Path data) {
        gateway = Distribution.gateway(data, MANY_UNITS);
        client = gateway.client();
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void aStatementExits() {
        LiveSession session = LiveSession.idle(client, small());
        LiveDriver driver = session.driver();
        session.run(CHILDREN);

        StatementView exit = session.run("val last = 1; println(\"bye\"); System.exit(7)");

        assertThat(exit.state()).isEqualTo(StatementState.ERROR);
        assertThat(exit.errorName()).isEqualTo("USER_CODE_EXITED");
        assertThat(exit.text()).isEqualTo("last: Int = 1\nbye");
        session.assertEnded(SessionState.DEAD, EndCause.USER_CODE_EXITED);
        driver.assertGone();
    }

    @Test
    void aStatementStopsSpark() {
        LiveSession session = LiveSession.idle(client, small());
        LiveDriver driver = session.driver();

        StatementView stop = session.run("sc.stop(); \"stopped\"");

        assertThat(stop.text()).isEqualTo("res1: String = stopped");
        session.assertEnded(SessionState.DEAD, EndCause.SPARK_CONTEXT_STOPPED);
        driver.assertGone();
    }

    @Test
    void aStatementUsesUpTheMemoryButNotWithAnArrayThatCanNeverBe() {
        LiveSession session = LiveSession.idle(client, small());
        LiveDriver driver = session.driver();
        StatementView tooLarge = session.run("new Array[Long](Int.MaxValue)");
        assertThat(tooLarge.errorName()).isEqualTo("java.lang.OutOfMemoryError");
        assertThat(session.run("\"still here\"").text()).endsWith(": String = still here");

        StatementView filling = session.run("println(\"filling\"); " + FILL);

        assertThat(filling.state()).isEqualTo(StatementState.ERROR);
        assertThat(filling.text()).startsWith("filling");
        assertThat(filling.errorName()).isEqualTo("DRIVER_OUT_OF_MEMORY");
        session.assertEnded(SessionState.DEAD, EndCause.DRIVER_OUT_OF_MEMORY);
        driver.assertGone();
    }

    @Test
    void aThreadOfUserCodeUsesUpTheMemory() {
        LiveSession session = LiveSession.idle(client, small());
        LiveDriver driver = session.driver();

        session.run("new Thread(() => { " + FILL + " }).start(); Thread.sleep(60000)");

        session.assertEnded(SessionState.DEAD, EndCause.DRIVER_OUT_OF_MEMORY);
        driver.assertGone();
    }

    @Test
    void aSparkTaskUsesUpTheMemory() {
        LiveSession session = LiveSession.idle(client, small());
        LiveDriver driver = session.driver();

        session.run("sc.parallelize(1 to 2, 2).map { n => " + FILL + "; n }.count()");

        session.assertEnded(SessionState.DEAD, EndCause.DRIVER_OUT_OF_MEMORY);
        driver.assertGone();
    }

    @Test
    void nativeCodeCrashes() {
        LiveSession session = LiveSession.idle(client, small());
        LiveDriver driver = session.driver();
        session.run("val field = classOf[sun.misc.Unsafe].getDeclaredField(\"theUnsafe\"); field.setAccessible(true)");

        StatementView crash =
                session.run("println(\"last words\"); field.get(null).asInstanceOf[sun.misc.Unsafe].putAddress(0, 0)");

        assertThat(crash.errorName()).isEqualTo("DRIVER_CRASHED");
        assertThat(crash.text()).isEqualTo("last words");
        session.assertEnded(SessionState.DEAD, EndCause.DRIVER_CRASHED);
        driver.assertGone();
    }

    @Test
    void itsDriverIsKilled() {
        LiveSession session = LiveSession.idle(client, small());
        LiveDriver driver = session.driver();
        session.run(CHILDREN);
        // A shell that was started has yet to start what it runs.
        await().atMost(Distribution.END)
                .untilAsserted(
                        () -> assertThat(Processes.inSessionOf(driver.pid())).hasSizeGreaterThanOrEqualTo(4));
        int running = session.begin("Thread.sleep(60000)");
        int waiting = client.submit(session.id(), "1 + 1").id();

        Processes.signal("KILL", driver.pid());

        session.assertEnded(SessionState.DEAD, EndCause.DRIVER_KILLED);
        driver.assertGone();
        assertThat(session.statement(running).errorName()).isEqualTo("DRIVER_KILLED");
        assertThat(session.statement(waiting).state()).isEqualTo(StatementState.CANCELLED);
        assertThat(session.statement(waiting).errorValue()).startsWith("it never ran: DRIVER_KILLED");
    }

    @Test
    void itsDriverIsToldToEndByOthers() {
        LiveSession session = LiveSession.idle(client, small());
        LiveDriver driver = session.driver();

        Processes.signal("TERM", driver.pid());

        session.assertEnded(SessionState.DEAD, EndCause.DRIVER_KILLED);
        driver.assertGone();
    }

    @Test
    void itIsDeletedWhileIdle() {
        LiveSession session = LiveSession.idle(client, small());
        LiveDriver driver = session.driver();
        assertThat(session.run("spark.range(10).count()").text()).endsWith(": Long = 10");
        session.awaitIdle();

        client.deleteSession(session.id());

        session.assertEnded(SessionState.SUCCESS, EndCause.DELETED);
        driver.assertGone();
        client.deleteSession(session.id());
        session.assertEnded(SessionState.SUCCESS, EndCause.DELETED);
    }

    @Test
    void itIsDeletedWhileBusy() {
        LiveSession session = LiveSession.idle(client, small());
        LiveDriver driver = session.driver();
        session.run(CHILDREN);
        int running = session.begin("while (true) try Thread.sleep(60000) catch { case _: InterruptedException => }");
        int waiting = client.submit(session.id(), "1 + 1").id();
        assertThat(session.state()).isEqualTo(SessionState.BUSY);

        client.deleteSession(session.id());

        session.assertEnded(SessionState.SUCCESS, EndCause.DELETED);
        driver.assertGone();
        assertThat(session.statement(running).state()).isEqualTo(StatementState.CANCELLED);
        assertThat(session.statement(running).errorName()).isEqualTo("StatementCancelled");
        assertThat(session.statement(waiting).state()).isEqualTo(StatementState.CANCELLED);
    }

    @Test
    void itIsDeletedWhileStarting() {
        LiveSession session = LiveSession.create(client, small());
        LiveDriver driver = session.driver();
        assertThat(session.state()).isEqualTo(SessionState.STARTING);

        client.deleteSession(session.id());

        session.assertEnded(SessionState.SUCCESS, EndCause.DELETED);
        driver.assertGone();
    }

    @Test
    void itIsDeletedBeforeItsDriverIsThere() {
        LiveSession session = LiveSession.create(client, small());

        client.deleteSession(session.id());

        session.assertEnded(SessionState.SUCCESS, EndCause.DELETED);
    }

    @Test
    void itIsDeletedWhileItWaits() {
        Map<String, Object> wholeQueue = small("queue", "test_cluster", "numExecutors", 900_000);
        LiveSession first = LiveSession.create(client, wholeQueue);
        LiveSession waiting = LiveSession.create(client, wholeQueue);
        assertThat(waiting.state()).isEqualTo(SessionState.NOT_STARTED);

        client.deleteSession(waiting.id());

        waiting.assertEnded(SessionState.SUCCESS, EndCause.DELETED);
        LiveDriver driver = first.driver();
        client.deleteSession(first.id());
        first.assertEnded(SessionState.SUCCESS, EndCause.DELETED);
        driver.assertGone();
    }

    @Test
    void itIsIdleForTooLongWhichIsNeverWhileItIsBusy() {
        LiveSession session = LiveSession.create(client, small("heartbeatTimeoutInSecond", 2));
        int longer =
                client.submit(session.id(), "Thread.sleep(4000); \"awake\"").id();
        LiveDriver driver = session.driver();

        assertThat(session.awaitStatement(longer).text()).isEqualTo("res1: String = awake");

        session.assertEnded(SessionState.SUCCESS, EndCause.IDLE_TIMEOUT);
        driver.assertGone();
    }

    @AfterAll
    void nothingIsLeftOfAnySession() {
        await().atMost(Distribution.CLEAN).untilAsserted(() -> {
            assertThat(gateway.drivers()).isEmpty();
            assertThat(gateway.data().resolve("drivers")).isEmptyDirectory();
        });
    }
}
