package io.hearth.dist;

import static io.hearth.dist.Distribution.small;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.api.SessionState;
import io.hearth.api.StatementState;
import io.hearth.cli.client.HearthClient;
import io.hearth.cli.client.StatementView;
import io.hearth.dist.CellFile.Cell;
import io.hearth.dist.LiveSession.LiveDriver;
import io.hearth.testkit.GatewayProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What cells of Scala do and how they read, as in spark-shell. All run in one session, but for one beside it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CellsIT {

    private GatewayProcess gateway;
    private HearthClient client;
    private LiveSession session;
    private List<Cell> cells;
    private Gates gates;

    /** All cells are sent before the driver is there: it finds them waiting. */
    @BeforeAll
    void start(@TempDir Path data, @TempDir Path scratch) throws IOException {
        gateway = Distribution.gateway(data, Map.of());
        client = gateway.client();
        Map<String, String> places = Map.of(
                "${examples}", Distribution.HOME.resolve("examples").toString(), "${scratch}", scratch.toString());
        cells = Stream.of("language.txt", "spark.txt", "errors.txt")
                .flatMap(name -> CellFile.read(name, places).stream())
                .toList();
        gates = new Gates(scratch.resolve("gates"));
        Files.createDirectory(gates.directory());
        session = LiveSession.create(client, small());
        LiveDriver driver = session.driver();
        Processes.signal("STOP", driver.pid());
        for (int i = 0; i < cells.size(); i++) {
            StatementView sent = session.submit(cells.get(i).code());
            assertThat(sent.id()).isEqualTo(i);
            assertThat(sent.state()).isEqualTo(StatementState.WAITING);
        }
        assertThat(session.state()).isEqualTo(SessionState.STARTING);
        Processes.signal("CONT", driver.pid());
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @TestFactory
    Stream<DynamicTest> cells() {
        assertThat(cells).hasSizeGreaterThan(100);
        return IntStream.range(0, cells.size())
                .mapToObj(i -> DynamicTest.dynamicTest(
                        cells.get(i).title(), () -> cells.get(i).check(session.awaitStatement(i))));
    }

    @Test
    void lineEndsOfWindowsAndTabsAreNothingSpecial() {
        assertThat(session.run("val windows =\r\n\t1\r\nwindows + 1\r\n").text())
                .matches("windows: Int = 1\nres[0-9]+: Int = 2");
    }

    @Test
    void aLongValueIsCutAsTheShellCutsIt() {
        assertThat(session.run("(1 to 2000).map(\"n\" + _)").text())
                .contains(" = Vector(n1, n2, n3, ")
                .endsWith("...")
                .hasSizeLessThan(1_200);
    }

    @Test
    void aLongOutputIsCutAndMarked() {
        StatementView statement = session.run("(1 to 300000).foreach(n => println(s\"fire 火 $n\")); \"not seen\"");

        assertThat(statement.state()).isEqualTo(StatementState.AVAILABLE);
        assertThat(statement.text())
                .startsWith("fire 火 1\nfire 火 2\n")
                .doesNotContain("\uFFFD", "not seen")
                .containsPattern("\n… output cut: [0-9]+ more bytes are not shown$");
        assertThat(statement.json().at("/output/truncated").asBoolean(false)).isTrue();
        assertThat(session.run("\"after\"").text()).endsWith(": String = after");
    }

    @Test
    void whatIsPrintedAfterItsStatementGoesToTheLog() {
        session.run("val over = new java.util.concurrent.CountDownLatch(1)");
        StatementView statement = session.run(
                "val late = new Thread(() => { over.await(); println(\"after its statement\") }); late.start()");
        session.run("over.countDown(); late.join()");

        assertThat(statement.text()).doesNotContain("after its statement");
        await().atMost(Distribution.END)
                .untilAsserted(() -> assertThat(printed()).anyMatch(line -> line.endsWith("after its statement")));
    }

    /** The newest lines of the log, the newest that the driver printed among them. */
    private List<String> printed() {
        return client.session(session.id()).log();
    }

    @Test
    void progressMovesWhileAJobRuns() throws IOException {
        session.run(gates.definition());
        int number = session.begin("sc.parallelize(1 to 10, 10).foreach(n => gate(\"task\" + n))");
        List<Double> seen = new ArrayList<>(List.of(0.0));

        for (int task = 1; task <= 10; task++) {
            double before = seen.get(seen.size() - 1);
            gates.open("task" + task);
            client.awaitStatement(
                    session.id(),
                    number,
                    view -> {
                        seen.add(view.progress());
                        return view.progress() > before;
                    },
                    Distribution.RUN);
        }

        StatementView over = session.awaitStatement(number);
        assertThat(over.progress()).isEqualTo(1);
        assertThat(seen).isSorted().allMatch(progress -> progress >= 0 && progress <= 1);
        assertThat(seen.stream()
                        .filter(progress -> progress > 0 && progress < 1)
                        .distinct())
                .hasSizeGreaterThan(2);
    }

    @Test
    void aWaitingStatementIsCancelled() throws IOException {
        session.run(gates.definition());
        int running = session.begin("gate(\"cancelled\")");
        int waiting = session.submit("val never = 1").id();

        StatementView cancelled = cancel(waiting);
        gates.open("cancelled");

        assertThat(cancelled.errorValue()).contains("before it ran");
        assertThat(session.awaitStatement(running).state()).isEqualTo(StatementState.AVAILABLE);
        assertThat(session.run("never").errorValue()).isEqualTo("not found: value never");
        assertThat(session.statement(waiting).json()).isEqualTo(cancelled.json());
    }

    @Test
    void aSparkJobIsCancelled() {
        assertCancelled("println(\"begun\"); sc.parallelize(1 to 4, 4).map { n => Thread.sleep(60000); n }.sum()");
        session.awaitNoJobs();
    }

    @Test
    void aSleepIsCancelled() {
        assertCancelled("println(\"begun\"); Thread.sleep(60000)");
    }

    @Test
    void codeThatCatchesItsInterruptIsCancelledAllTheSame() {
        assertCancelled(
                "println(\"begun\"); try Thread.sleep(60000) catch { case e: InterruptedException => \"caught\" }");
    }

    private void assertCancelled(String code) {
        session.run("val defined = 5");
        int number = session.begin(code);
        int next = session.submit("defined + 1").id();

        StatementView cancelled = cancel(number);

        assertThat(cancelled.errorValue()).matches("stopped .* after [0-9]+\\.[0-9] s");
        assertThat(session.awaitStatement(next).text()).endsWith(": Int = 6");
        session.awaitIdle();
        assertThat(cancel(number).json()).isEqualTo(cancelled.json());
    }

    private StatementView cancel(int number) {
        client.cancel(session.id(), number);
        StatementView cancelled = session.awaitStatement(number);
        assertThat(cancelled.state()).isEqualTo(StatementState.CANCELLED);
        JsonNode output = cancelled.json().path("output");
        assertThat(output.path("status").asString()).isEqualTo("error");
        assertThat(output.path("execution_count").asInt()).isEqualTo(number);
        assertThat(cancelled.errorName()).isEqualTo("StatementCancelled");
        assertThat(output.path("traceback").isArray()).isTrue();
        assertThat(output.path("data").path("text/plain").isString()).isTrue();
        return cancelled;
    }

    @Test
    void sessionsDoNotSeeEachOther() {
        session.run("val own = 1; Seq(1).toDF.createOrReplaceTempView(\"own_view\")");
        LiveSession other = LiveSession.create(client, small());

        assertThat(other.run("val own = \"other\"").text()).isEqualTo("own: String = other");
        assertThat(other.run("spark.catalog.tableExists(\"own_view\")").text()).endsWith(": Boolean = false");
        assertThat(session.run("own").text()).endsWith(": Int = 1");
        assertThat(other.driver().pid()).isNotEqualTo(session.driver().pid());
    }
}
