package io.hearth.driver.journal;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reports in a file, each behind its length. Nothing is forced onto the disk: the file is for this process alone. What
 * a failed write left is behind {@link #bytes}, and overwritten.
 */
final class FileSegment implements Segment {

    private static final int LENGTH_BYTES = Integer.BYTES;

    /** A file that is not larger is written over from its beginning as it is. */
    private static final long SMALL_BYTES = 1L << 20;

    private final Path path;
    // No channel: an interrupt of the thread that reports would close it.
    private final RandomAccessFile file;
    private long first;
    private long last;
    private long size;

    /** Where the report is that is read next, if reports are read in their order. */
    private long cursor;

    private long cursorAt;

    private FileSegment(Path path, RandomAccessFile file, long first) {
        this.path = path;
        this.file = file;
        this.first = first;
        this.last = first - 1;
        this.cursor = first;
    }

    static FileSegment create(Path directory, long first) throws IOException {
        Files.createDirectories(directory);
        Path path = directory.resolve("reports-" + first);
        return new FileSegment(path, new RandomAccessFile(path.toFile(), "rw"), first);
    }

    @Override
    public long last() {
        return last;
    }

    @Override
    public long bytes() {
        return size;
    }

    @Override
    public void append(byte[] report) throws IOException {
        byte[] record = ByteBuffer.allocate(LENGTH_BYTES + report.length)
                .putInt(report.length)
                .put(report)
                .array();
        file.seek(size);
        file.write(record);
        size += record.length;
        last++;
    }

    @Override
    public byte[] read(long sequence) throws IOException {
        if (sequence < cursor) {
            cursor = first;
            cursorAt = 0;
        }
        file.seek(cursorAt);
        int length = file.readInt();
        while (cursor < sequence) {
            cursor++;
            cursorAt += LENGTH_BYTES + length;
            file.seek(cursorAt);
            length = file.readInt();
        }
        if (length < 0 || length > size - cursorAt) {
            throw new EOFException("report " + sequence + " has " + length + " bytes, but its file ends before");
        }
        byte[] report = new byte[length];
        file.readFully(report);
        cursor++;
        cursorAt += LENGTH_BYTES + length;
        return report;
    }

    /** Forgets all that is in it, and goes on with what comes after that; false when the file cannot be used any more. */
    boolean restart() {
        try {
            if (size > SMALL_BYTES) {
                file.setLength(0);
            }
        } catch (IOException e) {
            return false;
        }
        first = last + 1;
        size = 0;
        cursor = first;
        cursorAt = 0;
        return true;
    }

    @Override
    public void remove() {
        try {
            file.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // It goes with the driver's work directory.
        }
    }
}
