package io.hearth.server.launch;

import io.hearth.api.EndCause;
import io.hearth.api.channel.ChannelCodec;
import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.DriverSpec;
import io.hearth.api.channel.ProtocolException;
import io.hearth.server.session.Driver.Ending;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a process left on the disk for those who outlive it. It is written by code of users: nothing of it is trusted. */
final class LastWords {

    private static final Logger LOG = LoggerFactory.getLogger(LastWords.class);

    private static final int MOST_ENDING_BYTES = 1 << 20;

    /** Room for the driver's own line that a text was cut. */
    private static final int NOTE_BYTES = 64;

    private LastWords() {}

    /** What the driver's agent wrote down before it exited; null for nothing. */
    static @Nullable Ending announced(Path workDirectory) {
        Path file = workDirectory.resolve(DriverSpec.ENDING_FILE);
        byte[] bytes = read(file, MOST_ENDING_BYTES);
        if (bytes.length == 0) {
            return null;
        }
        try {
            if (ChannelCodec.decode(ByteBuffer.wrap(bytes)).frame() instanceof DriverFrame.Ending ending) {
                return new Ending(EndCause.valueOf(ending.cause()), ending.detail());
            }
        } catch (ProtocolException | IllegalArgumentException e) {
            LOG.warn("cannot read what a driver left in {}", file, e);
        }
        return null;
    }

    /** What a statement printed, without line ends at its end; empty for nothing. */
    static String printed(Path workDirectory, String sessionId, int statement, long maxBytes) {
        Path file = workDirectory.resolve(DriverSpec.outputFile(sessionId, statement));
        return new String(read(file, maxBytes + NOTE_BYTES), StandardCharsets.UTF_8).stripTrailing();
    }

    private static byte[] read(Path file, long most) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return new byte[0];
        }
        try {
            // A hard link may lead to what the gateway can read and the driver could not.
            Path directory = Objects.requireNonNull(file.getParent());
            if (!Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(directory))) {
                return new byte[0];
            }
        } catch (IOException e) {
            return new byte[0];
        }
        try (InputStream content = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return content.readNBytes(Math.toIntExact(most));
        } catch (IOException e) {
            LOG.warn("cannot read what a driver left in {}", file, e);
            return new byte[0];
        }
    }
}
