package io.hearth.driver.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.Envelope;
import io.hearth.api.channel.StatementOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskJournalTest {

    private static final long MIB = 1L << 20;

    @TempDir
    private Path temporary;

    private Path directory;
    private DiskJournal journal;

    @BeforeEach
    void begin() {
        directory = temporary.resolve("journal");
        journal = new DiskJournal(directory, 64 * MIB);
    }

    private static DriverFrame.StatementEnded ended(int statement, int characters) {
        String text = (statement + " é ").repeat(characters / 4 + 1).substring(0, characters);
        return new DriverFrame.StatementEnded("s", statement, StatementOutcome.ok(text));
    }

    private List<DriverFrame> rest(long after) {
        List<DriverFrame> reports = new ArrayList<>();
        long sequence = after;
        for (Envelope next = journal.next(sequence); next != null; next = journal.next(sequence)) {
            assertThat(next.sequence()).isEqualTo(sequence + 1);
            sequence = next.sequence();
            reports.add((DriverFrame) next.frame());
        }
        return reports;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private long bytesOnDisk() throws IOException {
        long bytes = 0;
        for (Path file : files()) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    @Test
    void reportsComeBackInOrderHoweverOftenTheyAreRead() {
        List<DriverFrame> reports = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            reports.add(i % 3 == 0 ? ended(i, 90_000) : ended(i, i));
            assertThat(journal.append(reports.get(i))).isEqualTo(i + 1);
        }
        assertThat(rest(0)).isEqualTo(reports);
        assertThat(rest(0)).isEqualTo(reports);
        journal.acknowledge(100);
        assertThat(rest(100)).isEqualTo(reports.subList(100, 300));
        assertThat(rest(237)).isEqualTo(reports.subList(237, 300));
        assertThat(rest(102)).isEqualTo(reports.subList(102, 300));
    }

    @Test
    void whatIsAcknowledgedLeavesTheDisk() throws IOException {
        IntStream.range(0, 40).forEach(i -> journal.append(ended(i, 1_000_000)));
        assertThat(bytesOnDisk()).isGreaterThan(40 * 1_000_000L);
        journal.acknowledge(30);
        assertThat(bytesOnDisk()).isLessThan(24 * MIB);
        journal.acknowledge(40);
        assertThat(bytesOnDisk()).isLessThanOrEqualTo(MIB);
        assertThat(journal.next(0)).isNull();
        assertThat(journal.acknowledged()).isEqualTo(40);
    }

    @Test
    void smallReportsThatAreTakenAtOnceShareOneSmallFile() throws IOException {
        for (int i = 0; i < 20_000; i++) {
            journal.append(ended(i, 200));
            journal.acknowledge(i + 1);
        }
        assertThat(files()).hasSize(1);
        assertThat(bytesOnDisk()).isLessThan(10_000);
        assertThat(journal.next(0)).isNull();
        journal.append(ended(20_000, 10));
        assertThat(rest(20_000)).containsExactly(ended(20_000, 10));
    }

    @Test
    void aGatewayThatKnowsMoreThanThereIsTakesNoNumberAway() {
        journal.acknowledge(7);
        assertThat(journal.acknowledged()).isZero();
        assertThat(journal.append(ended(0, 3))).isEqualTo(1);
        assertThat(rest(0)).hasSize(1);
    }

    @Test
    void beyondTheBoundEveryEndIsKeptWithTheBeginningOfItsText() throws IOException {
        IntStream.range(0, 200).forEach(i -> journal.append(ended(i, 1_000_000)));
        assertThat(bytesOnDisk()).isLessThan(65 * MIB);

        List<DriverFrame> kept = rest(0);

        assertThat(kept).hasSize(200);
        for (int i = 0; i < 200; i++) {
            String whole = ended(i, 1_000_000).outcome().text();
            DriverFrame.StatementEnded end = (DriverFrame.StatementEnded) kept.get(i);
            assertThat(end.statement()).isEqualTo(i);
            assertThat(end.outcome().status()).isEqualTo(StatementOutcome.Status.OK);
            if (end.outcome().truncated()) {
                assertThat(i).isGreaterThan(50);
                assertThat(end.outcome().text())
                        .startsWith(whole.substring(0, 1_000))
                        .contains("999000 more characters are not shown")
                        .contains("driver.journal-size");
            } else {
                assertThat(i).isLessThan(60);
                assertThat(end.outcome().text()).isEqualTo(whole);
            }
        }
    }

    @Test
    void whenRoomIsBackReportsAreWholeAgain() {
        IntStream.range(0, 100).forEach(i -> journal.append(ended(i, 1_000_000)));
        journal.acknowledge(100);
        journal.append(ended(100, 1_000_000));
        assertThat(rest(100)).containsExactly(ended(100, 1_000_000));
    }

    @Test
    void aDiskThatTakesNothingDropsNoEndAndTakesLittleOfTheHeap() throws IOException {
        Files.writeString(directory, "a file where the directory should be");

        LongStream.range(0, 100)
                .forEach(i ->
                        assertThat(journal.append(ended((int) i, 1_000_000))).isEqualTo(i + 1));

        List<DriverFrame> kept = rest(0);
        assertThat(kept).hasSize(100).startsWith(ended(0, 1_000_000), ended(1, 1_000_000));
        assertThat(((DriverFrame.StatementEnded) kept.get(99)).outcome().truncated())
                .isTrue();
        assertThat(kept.stream()
                        .mapToLong(frame -> ((DriverFrame.StatementEnded) frame)
                                .outcome()
                                .text()
                                .length())
                        .sum())
                .isLessThan(6_000_000);
        journal.acknowledge(100);
        Files.delete(directory);
        journal.append(ended(100, 10));
        assertThat(rest(100)).containsExactly(ended(100, 10));
        assertThat(files()).hasSize(1);
    }

    @Test
    void aDiskThatIsFullForAWhileLeavesNoGapAndNoDouble() throws IOException {
        Files.createDirectories(directory);
        journal.append(ended(0, 10));
        // Takes no byte, as a full disk does, but can be opened.
        Files.createSymbolicLink(directory.resolve("reports-5"), Path.of("/dev/full"));
        List<DriverFrame> reports = new ArrayList<>(List.of(ended(0, 10)));
        for (int i = 1; i < 30; i++) {
            reports.add(ended(i, 900_000));
            journal.append(reports.get(i));
        }
        assertThat(directory.resolve("reports-5")).isSymbolicLink();
        assertThat(rest(0)).isEqualTo(reports);
        assertThat(rest(3)).isEqualTo(reports.subList(3, 30));
        assertThat(bytesOnDisk()).isGreaterThan(20 * MIB);
        journal.acknowledge(30);
        assertThat(journal.next(0)).isNull();
        assertThat(files()).hasSize(1);
    }

    @Test
    void anInterruptedThreadReportsLikeAnyOther() {
        Thread.currentThread().interrupt();
        journal.append(ended(0, 2_000_000));
        assertThat(rest(0)).containsExactly(ended(0, 2_000_000));
        assertThat(Thread.interrupted()).isTrue();
        journal.append(ended(1, 2_000_000));
        assertThat(rest(1)).containsExactly(ended(1, 2_000_000));
    }

    @Test
    void aReportThatCannotBeReadAgainIsNeverPassedOver() throws IOException {
        journal.append(ended(0, 2_000_000));
        journal.append(ended(1, 10));
        Files.write(directory.resolve("reports-1"), new byte[4]);
        assertThatThrownBy(() -> journal.next(0))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("report 1");
    }
}
