package io.hearth.driver.journal;

import io.hearth.api.channel.ChannelCodec;
import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.Envelope;
import io.hearth.driver.channel.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A journal in files of the driver's work directory. The heap holds a small window of it, whatever there is to keep. Thread-safe.
 *
 * <p>No report is dropped and nobody waits for room: beyond the bound, reports are kept short. Those that the disk does not
 * take are kept in memory, short when they are many.
 */
public final class DiskJournal implements Journal {

    /** Files go when all that is in them is acknowledged. */
    private static final long SEGMENT_BYTES = 4L << 20;

    private static final int WINDOW_BYTES = 1 << 20;

    /** What a disk that takes nothing may cost of the heap, before reports are kept short. */
    private static final long MOST_MEMORY_BYTES = 4L << 20;

    /** After so much in memory the disk is tried again. */
    private static final long MEMORY_SEGMENT_BYTES = 64L << 10;

    private final Path directory;
    private final long bound;
    private final Deque<Segment> segments = new ArrayDeque<>();
    private final Window window = new Window(WINDOW_BYTES);
    private long last;
    private long acknowledged;
    private boolean troubled;

    /**
     * An empty journal.
     *
     * @param directory made when it is needed
     * @param bound how much of the disk is taken before reports are kept short, bytes
     */
    public DiskJournal(Path directory, long bound) {
        this.directory = directory;
        this.bound = bound;
    }

    @Override
    public synchronized long append(DriverFrame report) {
        // All that may want for memory comes before the number is taken.
        Envelope envelope = new Envelope(last + 1, report);
        byte[] bytes = ChannelCodec.encode(envelope);
        if (held(FileSegment.class) + bytes.length > bound) {
            envelope = new Envelope(last + 1, ShortReport.of(report));
            bytes = ChannelCodec.encode(envelope);
        }
        if (!appendToFile(bytes)) {
            envelope = appendToMemory(envelope, bytes);
        }
        last++;
        window.add(envelope, bytes.length);
        return last;
    }

    private boolean appendToFile(byte[] bytes) {
        Segment newest = segments.peekLast();
        if (newest instanceof MemorySegment && newest.bytes() < MEMORY_SEGMENT_BYTES) {
            return false;
        }
        try {
            boolean isFull = newest != null && newest.bytes() > 0 && newest.bytes() + bytes.length > SEGMENT_BYTES;
            if (!(newest instanceof FileSegment) || isFull) {
                newest = FileSegment.create(directory, last + 1);
                segments.add(newest);
            }
            newest.append(bytes);
            troubled = false;
            return true;
        } catch (IOException e) {
            if (!troubled) {
                troubled = true;
                System.err.println("hearth-driver: the journal cannot be written and goes on in memory: " + e);
            }
            return false;
        }
    }

    private Envelope appendToMemory(Envelope envelope, byte[] bytes) {
        Envelope taken = envelope;
        byte[] report = bytes;
        if (held(MemorySegment.class) + bytes.length > MOST_MEMORY_BYTES) {
            taken = new Envelope(envelope.sequence(), ShortReport.of((DriverFrame) envelope.frame()));
            report = ChannelCodec.encode(taken);
        }
        if (segments.peekLast() instanceof MemorySegment newest && newest.bytes() < MEMORY_SEGMENT_BYTES) {
            newest.append(report);
        } else {
            MemorySegment begun = new MemorySegment(last + 1);
            begun.append(report);
            segments.add(begun);
        }
        return taken;
    }

    private long held(Class<? extends Segment> kind) {
        long bytes = 0;
        for (Segment segment : segments) {
            bytes += kind.isInstance(segment) ? segment.bytes() : 0;
        }
        return bytes;
    }

    @Override
    public synchronized void acknowledge(long sequence) {
        acknowledged = Math.max(acknowledged, Math.min(sequence, last));
        window.forgetUpTo(acknowledged);
        while (!segments.isEmpty() && segments.getFirst().last() <= acknowledged) {
            if (segments.size() == 1 && segments.getFirst() instanceof FileSegment file && file.restart()) {
                return;
            }
            segments.removeFirst().remove();
        }
    }

    @Override
    public synchronized @Nullable Envelope next(long sequence) {
        long wanted = Math.max(sequence, acknowledged) + 1;
        if (wanted > last) {
            return null;
        }
        Envelope recent = window.find(wanted);
        return recent == null ? read(wanted) : recent;
    }

    private Envelope read(long sequence) {
        for (Segment segment : segments) {
            if (sequence <= segment.last()) {
                try {
                    return ChannelCodec.decode(ByteBuffer.wrap(segment.read(sequence)));
                } catch (IOException e) {
                    // Nobody may believe that there was nothing: the channel gives up, and with it the driver.
                    throw new UncheckedIOException("report " + sequence + " cannot be read from the journal", e);
                }
            }
        }
        throw new IllegalStateException("report " + sequence + " is in no segment");
    }

    @Override
    public synchronized long acknowledged() {
        return acknowledged;
    }
}
