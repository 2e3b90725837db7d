package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hearth.server.objects.Contents;
import io.hearth.server.objects.ObjectStore;
import io.hearth.server.store.Database;
import io.hearth.server.store.JdbiContentIndex;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store does. */
abstract class ObjectStoreContract {

    private static final int LARGE = 20 << 20;

    @TempDir
    private Path files;

    private ObjectStore store;

    abstract ObjectStore store();

    @BeforeEach
    void open() {
        store = store();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(files.resolve("file"), text);
    }

    private String streamed(String key) throws IOException {
        try (InputStream input = store.open(key).orElseThrow()) {
            return new String(input.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void keepsBytes() throws IOException {
        store.put("logs/a-1/stdout-0", bytes("一"));

        assertThat(store.get("logs/a-1/stdout-0")).contains(bytes("一"));
        assertThat(streamed("logs/a-1/stdout-0")).isEqualTo("一");
        assertThat(store.exists("logs/a-1/stdout-0")).isTrue();
        assertThat(store.exists("logs/a-1")).isFalse();
    }

    @Test
    void keepsFilesWhichStayWhereTheyAre() throws IOException {
        Path file = file("content");
        store.put("contents/ab/abc", file);
        assertThat(file).hasContent("content");
        Files.delete(file);

        assertThat(streamed("contents/ab/abc")).isEqualTo("content");
    }

    @Test
    void replaces() throws IOException {
        store.put("a", bytes("one, which is longer"));
        store.put("a", bytes("two"));
        assertThat(store.get("a")).contains(bytes("two"));
        store.put("a", file("three"));
        assertThat(store.get("a")).contains(bytes("three"));
    }

    @Test
    void keepsWhatIsEmpty() throws IOException {
        store.put("a", bytes(""));
        store.put("b", file(""));

        assertThat(store.get("a")).contains(new byte[0]);
        assertThat(streamed("b")).isEmpty();
        assertThat(store.exists("b")).isTrue();
    }

    @Test
    void keepsWhatIsLarge() throws IOException {
        Path large = files.resolve("large");
        try (OutputStream output = Files.newOutputStream(large)) {
            for (int i = 0; i < LARGE / 4096; i++) {
                byte[] block = new byte[4096];
                block[i % 4096] = (byte) i;
                output.write(block);
            }
        }
        store.put("large", large);
        Path copy = files.resolve("copy");
        try (InputStream input = store.open("large").orElseThrow()) {
            Files.copy(input, copy);
        }

        assertThat(Files.mismatch(large, copy)).isEqualTo(-1);
    }

    @Test
    void hasNothingWhereNothingWasPut() throws IOException {
        assertThat(store.get("a/b")).isEmpty();
        assertThat(store.open("a/b")).isEmpty();
        assertThat(store.exists("a/b")).isFalse();
        store.delete("a/b");
    }

    @Test
    void deletes() throws IOException {
        store.put("a/b", bytes("x"));
        store.delete("a/b");

        assertThat(store.exists("a/b")).isFalse();
        assertThat(store.get("a/b")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a", "a/", "../a", "a/../b", ".a", "a//b", "a b", "a\u0000", "é"})
    void takesNoKeyOfAnotherForm(String key) {
        assertThatIllegalArgumentException().isThrownBy(() -> store.put(key, new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> store.open(key));
    }

    @Test
    void contentIsKnownByItsDigestAndStoredOnce() throws IOException {
        try (Database database = Database.open(Database.embedded(files), null, null)) {
            Contents contents = new Contents(store, new JdbiContentIndex(database));
            String digest = contents.storeForGood(file("abc"));
            assertThat(digest).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
            assertThat(contents.storeForGood(file("abc"))).isEqualTo(digest);

            assertThat(streamed("contents/ba/" + digest)).isEqualTo("abc");
            try (InputStream input = contents.open(digest).orElseThrow()) {
                assertThat(input.readAllBytes()).isEqualTo(bytes("abc"));
            }
            assertThat(contents.open("00".repeat(32))).isEmpty();
            assertThatIllegalArgumentException().isThrownBy(() -> contents.open("../" + digest));
        }
    }

    @Test
    void deletesAllBelowAKeyAndNothingBeside() throws IOException {
        for (String key : new String[] {"logs/a/x-0", "logs/a/x-1", "logs/a/b/y", "logs/ab/x-0", "logs/b"}) {
            store.put(key, bytes("x"));
        }

        store.deleteAll("logs/a");
        store.deleteAll("logs/nothing");

        assertThat(store.exists("logs/a/x-0")).isFalse();
        assertThat(store.exists("logs/a/x-1")).isFalse();
        assertThat(store.exists("logs/a/b/y")).isFalse();
        assertThat(store.exists("logs/ab/x-0")).isTrue();
        assertThat(store.exists("logs/b")).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> store.deleteAll("logs/"));
        assertThatIllegalArgumentException().isThrownBy(() -> store.deleteAll(""));
    }
}
