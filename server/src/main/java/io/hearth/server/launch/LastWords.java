package io.hearth.server.launch;

import io.hearth.api.EndCause;
import io.hearth.api.channel.ChannelCodec;
import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.DriverSpec;
import io.hearth.server.session.Driver.Ending;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a process that is gone left behind about its end. */
final class LastWords {

    private static final Logger LOG = LoggerFactory.getLogger(LastWords.class);

    private LastWords() {}

    /** What the driver's agent wrote down before it exited; null for nothing. */
    static @Nullable Ending announced(Path workDirectory) {
        Path file = workDirectory.resolve(DriverSpec.ENDING_FILE);
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try {
            if (ChannelCodec.decode(ByteBuffer.wrap(Files.readAllBytes(file))).frame()
                    instanceof DriverFrame.Ending ending) {
                return new Ending(EndCause.valueOf(ending.cause()), ending.detail());
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("cannot read what a driver left in {}", file, e);
        }
        return null;
    }
}
