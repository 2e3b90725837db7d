package io.hearth.driver.output;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The text of one statement on the disk, as far as it was printed: whoever outlives the process finds it there. Every
 * write is with the system when it returns, so that no death of the process takes it back. Not thread-safe.
 */
final class OutputFile {

    private final Path path;
    private @Nullable OutputStream stream;
    private boolean broken;

    OutputFile(Path path) {
        this.path = path;
    }

    /** Adds bytes. The file is made with the first of them; most statements print nothing. */
    void write(byte[] bytes, int offset, int length) {
        if (broken || length == 0) {
            return;
        }
        try {
            OutputStream open = stream;
            if (open == null) {
                // No channel: an interrupt of the printing thread would close it.
                open = new FileOutputStream(path.toFile());
                stream = open;
            }
            open.write(bytes, offset, length);
        } catch (IOException e) {
            // The text is in memory, too. Saying so here would print into the statement.
            broken = true;
        }
    }

    /** Nothing is added any more. The file stays: the statement's end has yet to be told. */
    void close() {
        broken = true;
        OutputStream open = stream;
        stream = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // Every write was complete before.
            }
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // It goes with the driver's work directory.
        }
    }
}
