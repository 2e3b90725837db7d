package io.hearth.server.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastWordsTest {

    @TempDir
    private Path directory;

    private String lastLines(String text) throws IOException {
        return LastWords.lastLines(Files.writeString(directory.resolve("stderr"), text));
    }

    @Test
    void framesOfAStackAreLeftOut() throws IOException {
        assertThat(lastLines("""
                        one
                        Exception in thread "main" java.lang.NoClassDefFoundError: a/B
                        \tat c.D.e(D.java:1)
                        Caused by: java.lang.ClassNotFoundException: a.B
                        \t... 3 more
                        """))
                .isEqualTo("one Exception in thread \"main\" java.lang.NoClassDefFoundError: a/B"
                        + " Caused by: java.lang.ClassNotFoundException: a.B");
    }

    @Test
    void aJvmWithoutMemorySaysSoAndNotWhereItsReportWas() throws IOException {
        assertThat(lastLines("""
                        OpenJDK 64-Bit Server VM warning: INFO: os::commit_memory(0x1, 2, 0) failed; error='Not enough space' (errno=12)
                        #
                        # There is insufficient memory for the Java Runtime Environment to continue.
                        # Native memory allocation (mmap) failed to map 2 bytes. Error detail: committing reserved memory.
                        # An error report file with more information is saved as:
                        # /work/hs_err_pid1.log
                        """))
                .contains("There is insufficient memory for the Java Runtime Environment")
                .endsWith("committing reserved memory.");
    }

    @Test
    void aFileThatIsNotThereSaysNothing() {
        assertThat(LastWords.lastLines(directory.resolve("none"))).isEmpty();
    }
}
