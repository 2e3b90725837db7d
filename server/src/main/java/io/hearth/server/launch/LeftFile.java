package io.hearth.server.launch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file in a driver's work directory. Code of users could have put it there, or another in its place. */
final class LeftFile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LeftFile.class);

    private final FileChannel channel;

    private LeftFile(FileChannel channel) {
        this.channel = channel;
    }

    /** Opens it; empty when it is not there, or is not what the driver could have read itself. */
    static Optional<LeftFile> open(Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            // A hard link may lead to what the gateway can read and the driver could not.
            Path directory = Objects.requireNonNull(file.getParent());
            if (!Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(directory))) {
                return Optional.empty();
            }
            return Optional.of(
                    new LeftFile(FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
        } catch (IOException e) {
            LOG.warn("cannot read what a driver left in {}", file, e);
            return Optional.empty();
        }
    }

    long size() throws IOException {
        return channel.size();
    }

    /** What is there from some place on, at most so much of it. */
    byte[] read(long from, int most) throws IOException {
        long there = Math.max(0, channel.size() - from);
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(most, there));
        while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
            // the rest
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
