package io.hearth.driver.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatementOutputTest {

    @TempDir
    private Path directory;

    private final AtomicReference<@Nullable String> task = new AtomicReference<>();
    private final OutputCapture capture = new OutputCapture(10, task::get);
    private final SessionOutput session = capture.session();
    private final ByteArrayOutputStream process = new ByteArrayOutputStream();
    private final PrintStream out = capture.stream(process);

    private String processText() {
        return process.toString(StandardCharsets.UTF_8);
    }

    @Test
    void textIsCutBetweenCharactersAndSaysSo() {
        StatementOutput output = session.open("a", directory.resolve("a"));
        out.print("12345678éé");
        out.print("more");
        assertThat(session.close(output)).isEqualTo("12345678é\n… output cut: 6 more bytes were not kept");
        StatementOutput exact = session.open("b", directory.resolve("b"));
        out.print("123456789é");
        assertThat(session.close(exact)).isEqualTo("123456789\n… output cut: 2 more bytes were not kept");
        StatementOutput full = session.open("c", directory.resolve("c"));
        out.print("12345678é");
        assertThat(session.close(full)).isEqualTo("12345678é");
    }

    @Test
    void bytesThatAreNoTextDoNotGrowBeyondTheLimit() {
        StatementOutput output = session.open("a", directory.resolve("a"));
        for (int i = 0; i < 10; i++) {
            out.write(0xFF);
        }
        String text = session.close(output);
        assertThat(text).startsWith("\uFFFD\uFFFD\uFFFD\n…");
    }

    @Test
    void whatIsPrintedIsOnTheDiskAtOnceAndUntilTheNextStatement() throws Exception {
        StatementOutput first = session.open("a", directory.resolve("a"));
        assertThat(directory.resolve("a")).doesNotExist();
        out.print("12345");
        assertThat(Files.readString(directory.resolve("a"))).isEqualTo("12345");
        out.print("67890 and more");
        out.print("of it");
        session.close(first);
        assertThat(Files.readString(directory.resolve("a"))).isEqualTo("1234567890\n… output cut");

        session.open("b", directory.resolve("b"));

        assertThat(directory.resolve("a")).doesNotExist();
    }

    @Test
    void aTextThatCannotBeWrittenDownIsKeptAllTheSame() {
        StatementOutput output = session.open("a", directory.resolve("missing").resolve("a"));
        out.print("text");
        assertThat(session.close(output)).isEqualTo("text");
    }

    @Test
    void lineEndsAtTheEndAreDropped() {
        StatementOutput output = session.open("a", directory.resolve("a"));
        out.print(" a\r\n\n");
        assertThat(session.close(output)).isEqualTo(" a");
    }

    @Test
    void theProcessGetsWhatAStatementKeeps() throws Exception {
        StatementOutput output = session.open("a", directory.resolve("a"));
        out.print("1234567890more");

        session.close(output);

        assertThat(processText()).isEqualTo("1234567890");
    }

    @Test
    void aStreamCannotBeClosed() {
        StatementOutput output = session.open("a", directory.resolve("a"));
        out.close();
        out.print("on");
        assertThat(session.close(output)).isEqualTo("on");
    }

    @Test
    void streamsThatTakeNothingAreReplacedAndOthersStay() {
        PrintStream before = System.out;
        try {
            PrintStream own = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
            System.setOut(own);
            capture.restore();
            assertThat(System.out).isSameAs(own);
            own.close();
            capture.restore();
            assertThat(System.out).isNotNull().isNotSameAs(own);
            System.setOut(null);
            capture.restore();
            assertThat(System.out).isNotNull();
        } finally {
            System.setOut(before);
        }
    }

    @Test
    void whatNoStatementPrintsGoesToTheProcess() throws Exception {
        out.print("before ");
        StatementOutput output = session.open("a", directory.resolve("a"));
        Thread late = new Thread(() -> out.print("late "));
        session.close(output);
        late.start();
        late.join();
        out.print("after");
        assertThat(processText()).isEqualTo("before late after");
    }

    @Test
    void threadsPrintForTheStatementThatStartedThemAndPoolsForTheOneThatRuns() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            StatementOutput first = session.open("a", directory.resolve("a"));
            pool.submit(() -> out.print("one")).get();
            assertThat(session.close(first)).isEqualTo("one");
            StatementOutput second = session.open("b", directory.resolve("b"));
            pool.submit(() -> out.print("two")).get();
            assertThat(session.close(second)).isEqualTo("two");
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aTaskPrintsForTheStatementThatSubmittedIt() throws Exception {
        StatementOutput output = session.open("a", directory.resolve("a"));
        AtomicReference<Throwable> failure = new AtomicReference<>();
        task.set("a");
        Thread worker = new Thread(null, () -> out.print("task"), "worker", 0, false);
        worker.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
        worker.start();
        worker.join();
        assertThat(session.close(output)).isEqualTo("task");
        assertThat(failure).hasNullValue();
    }
}
