package io.hearth.server.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.server.error.GatewayException;
import io.hearth.server.objects.FolderObjectStore;
import io.hearth.server.objects.LogArchive;
import io.hearth.server.session.SessionLogs.Stream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamFollowerTest {

    @TempDir
    private Path directory = Path.of("");

    private final MemoryLogIndex index = new MemoryLogIndex();
    private Path file = Path.of("");

    @BeforeEach
    void makeFile() throws IOException {
        file = Files.createFile(directory.resolve("stdout"));
    }

    private LogArchive archive() {
        return new LogArchive(new FolderObjectStore(directory.resolve("objects")), index, 1 << 20);
    }

    private StreamFollower follower() {
        return new StreamFollower(
                file, () -> archive().appender("session", Stream.STDOUT), StreamFollower.Beginning.WHERE_LEFT);
    }

    private void print(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    private List<String> lines() {
        return archive().lines("session", Stream.STDOUT, 0, 100);
    }

    @Test
    void aDriverThatPrintsNothingCostsNoLookAtTheDatabase() throws IOException {
        StreamFollower follower = follower();

        assertThat(follower.step()).isFalse();
        follower.finish();

        assertThat(index.asked()).isZero();
    }

    @Test
    void whatIsPrintedIsTakenOnce() throws IOException {
        StreamFollower follower = follower();
        print("one\ntwo\nthr");

        assertThat(follower.step()).isTrue();
        assertThat(lines()).containsExactly("one", "two");
        assertThat(follower.step()).isFalse();

        print("ee\n");
        assertThat(follower.step()).isTrue();
        follower.finish();
        assertThat(lines()).containsExactly("one", "two", "three");
    }

    @Test
    void anotherDriverOfTheSessionIsReadFromItsBeginning() throws IOException {
        print("one\ntwo\n");
        follower().finish();
        Path second = Files.writeString(directory.resolve("second"), "three\nand a good deal more\n");

        new StreamFollower(second, () -> archive().appender("session", Stream.STDOUT), StreamFollower.Beginning.OF_FILE)
                .finish();

        assertThat(lines()).containsExactly("one", "two", "three", "and a good deal more");
    }

    @Test
    void aSecondFollowerGoesOnWhereTheFirstEnded() throws IOException {
        print("one\ntw");
        assertThat(follower().step()).isTrue();

        print("o\n");
        StreamFollower second = follower();
        assertThat(second.step()).isTrue();

        assertThat(lines()).containsExactly("one", "two");
        assertThat(second.step()).isFalse();
    }

    @Test
    void whileNothingCanBeKeptAFileDoesNotGrowForEver() throws IOException {
        StreamFollower follower = follower();
        print("one\n");
        assertThat(follower.step()).isTrue();

        index.breakOff();
        print("x".repeat(17 << 20) + "\n");
        assertThatThrownBy(follower::step).isInstanceOf(GatewayException.class);
        assertThat(file).isEmptyFile();
        index.heal();
        print("two\n");
        follower.finish();

        assertThat(lines()).containsExactly("one", "(17825797 bytes were written while nothing could be kept)", "two");
    }

    @Test
    void whatCannotBeKeptForNowIsTakenOnceLater() throws IOException {
        StreamFollower follower = follower();
        print("one\ntw");
        assertThat(follower.step()).isTrue();

        index.breakOff();
        // More than one object's worth, so that some of it is written before it fails.
        print("o\n" + "a line of some length\n".repeat(4_000) + "last");
        assertThatThrownBy(follower::step).isInstanceOf(GatewayException.class);
        assertThatThrownBy(follower::step).isInstanceOf(GatewayException.class);
        assertThatThrownBy(follower::finish).isInstanceOf(GatewayException.class);
        index.heal();
        assertThat(follower.step()).isTrue();
        index.breakOff();
        assertThatThrownBy(follower::finish).isInstanceOf(GatewayException.class);
        index.heal();
        follower.finish();

        assertThat(archive().count("session", Stream.STDOUT)).isEqualTo(4_003);
        assertThat(archive().lines("session", Stream.STDOUT, 0, 3))
                .containsExactly("one", "two", "a line of some length");
        assertThat(archive().lines("session", Stream.STDOUT, 4_001, 4_003))
                .containsExactly("a line of some length", "last");
    }

    @Test
    void aFileIsNotEmptiedBeforeWhatItHasIsKept() throws IOException {
        StreamFollower follower = follower();
        String line = "x".repeat(99) + "\n";
        for (int megabyte = 0; megabyte < 9; megabyte++) {
            print(line.repeat(10_000));
            assertThat(follower.step()).isTrue();
        }
        assertThat(Files.size(file)).isZero();

        print("after it\n");
        assertThat(follower().step()).isTrue();

        int count = archive().count("session", Stream.STDOUT);
        assertThat(archive().lines("session", Stream.STDOUT, count - 2, count))
                .containsExactly(line.stripTrailing(), "after it");
    }

    @Test
    void aLongLineIsKeptUpToItsBound() throws IOException {
        StreamFollower follower = follower();
        print("x".repeat(200) + "\n" + "y".repeat(9_000) + "\n");

        follower.step();

        assertThat(lines()).containsExactly("x".repeat(200), "y".repeat(8 << 10) + " … (808 more bytes)");
    }
}
