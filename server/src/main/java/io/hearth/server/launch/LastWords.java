package io.hearth.server.launch;

import io.hearth.api.channel.ChannelCodec;
import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.DriverSpec;
import io.hearth.api.channel.KeptText;
import io.hearth.api.channel.OutputLimits;
import io.hearth.api.channel.ProtocolException;
import io.hearth.server.session.Driver.Ending;
import io.hearth.server.session.PrintedText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a process left on the disk for those who outlive it. It is written by code of users: nothing of it is trusted. */
final class LastWords {

    private static final Logger LOG = LoggerFactory.getLogger(LastWords.class);

    private static final int MOST_ENDING_BYTES = 1 << 20;
    private static final int MOST_LAST_BYTES = 8_192;
    private static final int MOST_LAST_CHARS = 500;
    private static final int MOST_LAST_LINES = 3;

    /** With this line a JVM that cannot go on begins to say where it wrote down more, which is deleted with the rest. */
    private static final String REPORT = "# An error report file";

    private LastWords() {}

    /** What the driver's agent wrote down before it exited; null for nothing. */
    static @Nullable Ending announced(Path workDirectory) {
        Path file = workDirectory.resolve(DriverSpec.ENDING_FILE);
        byte[] bytes = reading(file, left -> left.read(0, MOST_ENDING_BYTES)).orElse(new byte[0]);
        if (bytes.length == 0) {
            return null;
        }
        try {
            if (ChannelCodec.decode(ByteBuffer.wrap(bytes)).frame() instanceof DriverFrame.Ending ending) {
                return Ending.of(ending);
            }
        } catch (ProtocolException e) {
            LOG.warn("cannot read what a driver left in {}", file, e);
        }
        return null;
    }

    /**
     * The end of a text file on one line, for a process that said on its way out why; empty when there is nothing. Frames of
     * a stack say less than what is above them.
     */
    static String lastLines(Path file) {
        return reading(file, left -> left.read(Math.max(0, left.size() - MOST_LAST_BYTES), MOST_LAST_BYTES))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).lines())
                .map(lines -> lines.map(String::strip)
                        .takeWhile(line -> !line.startsWith(REPORT))
                        .filter(line -> !line.isEmpty()
                                && !line.equals("#")
                                && !line.startsWith("at ")
                                && !line.startsWith("... "))
                        .toList())
                .map(lines -> lines.subList(Math.max(0, lines.size() - MOST_LAST_LINES), lines.size()))
                .map(lines -> String.join(" ", lines))
                .map(line -> line.substring(Math.max(0, line.length() - MOST_LAST_CHARS)))
                // The cut may have left half a character, which a database does not take.
                .map(line -> new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .orElse("");
    }

    /** What a statement printed, without line ends at its end. */
    static PrintedText printed(Path workDirectory, String sessionId, int statement, OutputLimits limits) {
        Path file = workDirectory.resolve(DriverSpec.outputFile(sessionId, statement));
        return reading(file, left -> printed(left, limits)).orElse(PrintedText.NONE);
    }

    private static PrintedText printed(LeftFile left, OutputLimits limits) throws IOException {
        int shown = Math.toIntExact(limits.shownBytes());
        long all = left.size();
        byte[] bytes = left.read(0, shown + 1);
        if (bytes.length <= shown) {
            return PrintedText.shown(new String(bytes, StandardCharsets.UTF_8).stripTrailing());
        }
        int end = shown;
        while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        String text = new String(bytes, 0, end, StandardCharsets.UTF_8) + "\n… output cut";
        return new PrintedText(text, new KeptText(all, all >= limits.statementBytes()));
    }

    private static <T> Optional<T> reading(Path file, Reading<T> reading) {
        Optional<LeftFile> found = LeftFile.open(file);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (LeftFile left = found.get()) {
            return Optional.of(reading.of(left));
        } catch (IOException e) {
            LOG.warn("cannot read what a driver left in {}", file, e);
            return Optional.empty();
        }
    }

    private interface Reading<T> {
        T of(LeftFile left) throws IOException;
    }
}
