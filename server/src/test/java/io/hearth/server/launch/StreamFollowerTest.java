package io.hearth.server.launch;

import static org.assertj.core.api.Assertions.assertThat;

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
        return new StreamFollower(file, () -> archive().appender("session", Stream.STDOUT));
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
    void aLongLineIsKeptUpToItsBound() throws IOException {
        StreamFollower follower = follower();
        print("x".repeat(200) + "\n" + "y".repeat(9_000) + "\n");

        follower.step();

        assertThat(lines()).containsExactly("x".repeat(200), "y".repeat(8 << 10) + " … (808 more bytes)");
    }
}
