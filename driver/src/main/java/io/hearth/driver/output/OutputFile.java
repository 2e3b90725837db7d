package io.hearth.driver.output;

import io.hearth.api.channel.Protocol;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/**
 * The text of one statement on the disk, as far as it was printed: whoever outlives the process finds it there. Every
 * write is with the system when it returns, so that no death of the process takes it back. One thread at a time writes;
 * others may read what is written.
 */
final class OutputFile {

    private final OutputPlace place;
    private final long most;
    private @Nullable OutputStream stream;
    private boolean broken;
    private volatile long size;
    private volatile boolean complete;
    private int holders = 1;

    /** @param most how many bytes it takes; more are dropped */
    OutputFile(OutputPlace place, long most) {
        this.place = place;
        this.most = most;
    }

    OutputPlace place() {
        return place;
    }

    /** Adds bytes. The file is made with the first of them; most statements print nothing. */
    void write(byte[] bytes, int offset, int length) {
        long before = size;
        int taken = (int) Math.min(length, most - before);
        if (broken || complete || taken <= 0) {
            return;
        }
        try {
            OutputStream open = stream;
            if (open == null) {
                // No channel: an interrupt of the printing thread would close it.
                open = new FileOutputStream(place.file().toFile());
                stream = open;
            }
            open.write(bytes, offset, taken);
            size = before + taken;
        } catch (IOException e) {
            // What is shown is in memory, too. Saying so here would print into the statement.
            broken = true;
        }
    }

    /** How much is there to be read, bytes. */
    long size() {
        return size;
    }

    /** How many whole pieces are there to be read. */
    long pieces() {
        return size / Protocol.MAX_PIECE_BYTES;
    }

    /** Whether nothing is added any more. */
    boolean isComplete() {
        return complete;
    }

    /** What was written, from some place on. */
    InputStream open(long from) throws IOException {
        FileInputStream input = new FileInputStream(place.file().toFile());
        try {
            input.skipNBytes(from);
            return input;
        } catch (IOException e) {
            input.close();
            throw e;
        }
    }

    /** Nothing is added any more. The file stays: the statement's end has yet to be told. */
    void close() {
        OutputStream open = stream;
        stream = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // Every write was complete before.
            }
        }
        complete = true;
    }

    /** Somebody else needs it, too. */
    synchronized void hold() {
        holders++;
    }

    /** Somebody needs it no more. It goes with the last of them. */
    synchronized void release() {
        holders--;
        if (holders == 0) {
            try {
                Files.deleteIfExists(place.file());
            } catch (IOException e) {
                // It goes with the driver's work directory.
            }
        }
    }
}
