package io.hearth.driver.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.api.channel.KeptText;
import io.hearth.api.channel.OutputLimits;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    private final OutputCapture capture = new OutputCapture(new OutputLimits(10, 40, 70), task::get);
    private final SessionOutput session = capture.session();
    private @Nullable KeptText kept;
    private final ByteArrayOutputStream process = new ByteArrayOutputStream();
    private final PrintStream out = capture.stream(process);

    private StatementOutput open(String id) {
        return session.open(new OutputPlace(id, "s", 0, directory.resolve(id)));
    }

    private String processText() {
        return process.toString(StandardCharsets.UTF_8);
    }

    @Test
    void textIsCutBetweenCharactersAndSaysSo() {
        StatementOutput output = open("a");
        out.print("12345678éé");
        out.print("more");
        assertThat(session.close(output)).isEqualTo("12345678é\n… output cut: 6 more bytes are not shown");
        StatementOutput exact = open("b");
        out.print("123456789é");
        assertThat(session.close(exact)).isEqualTo("123456789\n… output cut: 2 more bytes are not shown");
        StatementOutput full = open("c");
        out.print("12345678é");
        assertThat(session.close(full)).isEqualTo("12345678é");
    }

    @Test
    void bytesThatAreNoTextDoNotGrowBeyondTheLimit() {
        StatementOutput output = open("a");
        for (int i = 0; i < 10; i++) {
            out.write(0xFF);
        }
        String text = session.close(output);
        assertThat(text).startsWith("\uFFFD\uFFFD\uFFFD\n…");
    }

    @Test
    void whatIsPrintedIsOnTheDiskAtOnceAndUntilTheNextStatement() throws Exception {
        StatementOutput first = open("a");
        assertThat(directory.resolve("a")).doesNotExist();
        out.print("12345");
        assertThat(Files.readString(directory.resolve("a"))).isEqualTo("12345");
        out.print("67890 and more");
        out.print("of it");
        session.close(first);
        assertThat(Files.readString(directory.resolve("a"))).isEqualTo("1234567890 and moreof it");

        open("b");

        assertThat(directory.resolve("a")).doesNotExist();
    }

    /** Remembers what it is to carry away. */
    private static final class Carrier implements Spills {
        final List<OutputFile> files = new ArrayList<>();

        @Override
        public void add(OutputFile file) {
            files.add(file);
        }

        @Override
        public void changed() {
            // nobody waits
        }
    }

    private String print(String id, String text) {
        StatementOutput output = open(id);
        out.print(text);
        String shown = session.close(output);
        assertThat(output.isCut()).isEqualTo(text.length() > 10);
        kept = output.kept();
        return shown;
    }

    @Test
    void aTextThatIsLongerThanShownIsCarriedAwayAndStaysUntilItIs() throws Exception {
        Carrier carrier = new Carrier();
        capture.spillTo(carrier);

        assertThat(print("a", "1234567890")).isEqualTo("1234567890");
        assertThat(carrier.files).isEmpty();
        assertThat(kept).isNull();

        assertThat(print("b", "1234567890and more")).isEqualTo("1234567890\n… output cut: 8 more bytes are not shown");
        assertThat(kept).isEqualTo(new KeptText(18, false));
        assertThat(print("c", "short")).isEqualTo("short");

        assertThat(carrier.files).hasSize(1);
        OutputFile carried = carrier.files.get(0);
        assertThat(carried.isComplete()).isTrue();
        try (InputStream rest = carried.open(10)) {
            assertThat(rest).hasContent("and more");
        }
        carried.release();
        assertThat(directory.resolve("b")).doesNotExist();
    }

    @Test
    void theFileOfAStatementStaysUntilItsEndIsToldThoughAllOfItIsCarriedAway() {
        Carrier carrier = new Carrier();
        capture.spillTo(carrier);
        print("a", "1234567890and more");

        carrier.files.get(0).release();

        assertThat(directory.resolve("a")).exists();
        open("b");
        assertThat(directory.resolve("a")).doesNotExist();
    }

    @Test
    void aStatementHasAQuotaAndASessionToo() {
        Carrier carrier = new Carrier();
        capture.spillTo(carrier);

        print("a", "x".repeat(41));
        assertThat(kept).isEqualTo(new KeptText(40, true));
        print("b", "x".repeat(31));
        assertThat(kept).isEqualTo(new KeptText(30, true));
        print("c", "x".repeat(31));
        assertThat(kept).isNull();
        assertThat(carrier.files)
                .hasSize(2)
                .allSatisfy(file -> assertThat(file.size()).isLessThanOrEqualTo(40));
    }

    @Test
    void bytesThatAreNoTextAreCarriedAwayAsTheyAre() throws Exception {
        Carrier carrier = new Carrier();
        capture.spillTo(carrier);
        StatementOutput output = open("a");
        for (int i = 0; i < 5; i++) {
            out.write(0xFF);
        }

        session.close(output);

        assertThat(output.isCut()).isTrue();
        assertThat(output.kept()).isEqualTo(new KeptText(5, false));
        assertThat(Files.readAllBytes(directory.resolve("a"))).hasSize(5).containsOnly(0xFF);
    }

    @Test
    void aTextThatCannotBeWrittenDownIsKeptAllTheSame() {
        StatementOutput output = session.open(
                new OutputPlace("a", "s", 0, directory.resolve("missing").resolve("a")));
        out.print("text");
        assertThat(session.close(output)).isEqualTo("text");
    }

    @Test
    void lineEndsAtTheEndAreDropped() {
        StatementOutput output = open("a");
        out.print(" a\r\n\n");
        assertThat(session.close(output)).isEqualTo(" a");
    }

    @Test
    void theProcessGetsWhatAStatementKeeps() throws Exception {
        StatementOutput output = open("a");
        out.print("1234567890more");

        session.close(output);

        assertThat(processText()).isEqualTo("1234567890");
    }

    @Test
    void aStreamCannotBeClosed() {
        StatementOutput output = open("a");
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
        StatementOutput output = open("a");
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
            StatementOutput first = open("a");
            pool.submit(() -> out.print("one")).get();
            assertThat(session.close(first)).isEqualTo("one");
            StatementOutput second = open("b");
            pool.submit(() -> out.print("two")).get();
            assertThat(session.close(second)).isEqualTo("two");
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aTaskPrintsForTheStatementThatSubmittedIt() throws Exception {
        StatementOutput output = open("a");
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
