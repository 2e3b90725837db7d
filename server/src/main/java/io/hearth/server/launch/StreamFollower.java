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
 * large: the driver appends, so it goes on at the beginning. Not thread-safe.
 */
final class StreamFollower {

    private static final int SHORT_LINE_BYTES = 128;
    private static final int MAX_LINE_BYTES = 8 << 10;
    private static final int MAX_STEP_BYTES = 1 << 20;
    private static final long EMPTIED_BEYOND_BYTES = 8L << 20;

    private final Path file;
    private final Supplier<LogAppender> appenders;
    private @Nullable LogAppender appender;
    private byte[] line = {};
    private int lineLength;
    private long cutBytes;
    private long position;

    /** @param appenders asked once, when there is something to take */
    StreamFollower(Path file, Supplier<LogAppender> appenders) {
        this.file = file;
        this.appenders = appenders;
    }

    /**
     * Takes what was written since the last step; of very much, the newest part. Takes a bounded time.
     *
     * @return whether there was anything
     */
    boolean step() throws IOException {
        long length = file.toFile().length();
        LogAppender target = appender;
        if (target == null) {
            if (length == 0) {
                return false;
            }
            target = appenders.get();
            appender = target;
            // A gateway before this one may have taken a part; a file that it emptied since begins anew.
            position = target.sourcePosition() <= length ? target.sourcePosition() : 0;
        }
        if (length == position) {
            return false;
        }
        step(target);
        return true;
    }

    private void step(LogAppender target) throws IOException {
        List<String> lines = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = channel.size();
            if (end - position > MAX_STEP_BYTES) {
                skipTo(end - MAX_STEP_BYTES, lines);
            }
            read(channel, end, lines);
            if (position > EMPTIED_BEYOND_BYTES) {
                // What is written between these two lines is lost; who writes that fast loses most of it anyway.
                skipTo(channel.size(), lines);
                channel.truncate(0);
                position = 0;
            }
        }
        target.append(lines, Math.max(0, position - lineLength - cutBytes));
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
        step();
        LogAppender target = appender;
        if (lineLength > 0 && target != null) {
            target.append(List.of(takeLine()), position);
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
