package io.hearth.server.launch;

import io.hearth.server.objects.LogAppender;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries what a driver writes to one of its files into the session's log. The file is emptied whenever it has grown
 * large: the driver appends, so it goes on at the beginning. After a failure it begins again where the log ends. Not thread-safe.
 */
final class StreamFollower {

    private static final int SHORT_LINE_BYTES = 128;
    private static final int MAX_LINE_BYTES = 8 << 10;
    private static final int MAX_STEP_BYTES = 1 << 20;
    private static final long EMPTIED_BEYOND_BYTES = 8L << 20;
    private static final long LONGEST_KEPT_BYTES = 16L << 20;

    private final Path file;
    private final Supplier<LogAppender> appenders;
    private Beginning beginning;
    private @Nullable LogAppender appender;
    private byte[] line = {};
    private int lineLength;
    private long cutBytes;
    private long position;
    private long lost;

    /** Where the first step begins. */
    enum Beginning {
        /** A driver that was launched just now, maybe after another of the same session. */
        OF_FILE,
        /** A gateway before this one may have taken a part; a file that it emptied since begins anew. */
        WHERE_LEFT
    }

    /** @param appenders asked when there is something to take, at first and after each failure */
    StreamFollower(Path file, Supplier<LogAppender> appenders, Beginning beginning) {
        this.file = file;
        this.appenders = appenders;
        this.beginning = beginning;
    }

    /**
     * Takes what was written since the last step; of very much, the newest part. Takes a bounded time.
     *
     * @return whether there was anything
     */
    boolean step() throws IOException {
        try {
            return take();
        } catch (IOException | RuntimeException e) {
            beginAgain();
            bound();
            throw e;
        }
    }

    private void beginAgain() {
        appender = null;
        lineLength = 0;
        cutBytes = 0;
    }

    /** Where nothing can be kept for long, the disk is for others too. Most of so much would not be taken anyway. */
    private void bound() throws IOException {
        long length = file.toFile().length();
        if (length > LONGEST_KEPT_BYTES) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(0);
            }
            lost += length;
            beginning = Beginning.OF_FILE;
        }
    }

    private boolean take() throws IOException {
        long length = file.toFile().length();
        LogAppender target = appender;
        if (target == null) {
            if (length == 0) {
                return false;
            }
            target = appenders.get();
            appender = target;
            boolean goesOn = beginning == Beginning.WHERE_LEFT && target.sourcePosition() <= length;
            position = goesOn ? target.sourcePosition() : 0;
        }
        if (length == position) {
            return false;
        }
        take(target);
        return true;
    }

    private void take(LogAppender target) throws IOException {
        List<String> lines = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = channel.size();
            if (end - position > MAX_STEP_BYTES) {
                skipTo(end - MAX_STEP_BYTES, lines);
            }
            read(channel, end, lines);
            // Before the file may be emptied: what cannot be kept now is taken from it again.
            append(target, lines);
            if (position > EMPTIED_BEYOND_BYTES) {
                empty(channel, target);
            }
        }
    }

    private void append(LogAppender target, List<String> lines) throws IOException {
        if (lost > 0) {
            lines.add(0, "(%d bytes were written while nothing could be kept)".formatted(lost));
        }
        target.append(lines, Math.max(0, position - lineLength - cutBytes));
        lost = 0;
        // Where the log ends is from now on a place in this file.
        beginning = Beginning.WHERE_LEFT;
    }

    private void empty(FileChannel channel, LogAppender target) throws IOException {
        List<String> lines = new ArrayList<>();
        // What is written between these two lines is lost; who writes that fast loses most of it anyway.
        skipTo(channel.size(), lines);
        channel.truncate(0);
        position = 0;
        append(target, lines);
    }

    private void skipTo(long target, List<String> lines) {
        if (target > position) {
            lines.add("(%d bytes were written faster than they could be kept)".formatted(target - position));
            position = target;
            lineLength = 0;
            cutBytes = 0;
        }
    }

    /** Takes the rest, a last line without an end included. */
    void finish() throws IOException {
        try {
            take();
            LogAppender target = appender;
            if (lineLength > 0 && target != null) {
                target.append(List.of(takeLine()), position);
            }
        } catch (IOException | RuntimeException e) {
            beginAgain();
            throw e;
        }
    }

    private void read(FileChannel channel, long end, List<String> lines) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
        while (position < end && channel.read(buffer, position) > 0) {
            buffer.flip();
            position += buffer.remaining();
            while (buffer.hasRemaining()) {
                accept(buffer.get(), lines);
            }
            buffer.clear();
        }
    }

    private void accept(byte next, List<String> lines) {
        if (next == '\n') {
            lines.add(takeLine());
        } else if (lineLength == MAX_LINE_BYTES) {
            cutBytes++;
        } else {
            if (lineLength == line.length) {
                line = Arrays.copyOf(line, Math.min(MAX_LINE_BYTES, Math.max(SHORT_LINE_BYTES, 2 * lineLength)));
            }
            line[lineLength++] = next;
        }
    }

    private String takeLine() {
        String text = new String(line, 0, lineLength, StandardCharsets.UTF_8).stripTrailing();
        String whole = text.lines().reduce((one, other) -> one + " " + other).orElse("");
        String result = cutBytes == 0 ? whole : whole + " … (" + cutBytes + " more bytes)";
        lineLength = 0;
        cutBytes = 0;
        return result;
    }
}
