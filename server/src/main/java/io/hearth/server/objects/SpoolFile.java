package io.hearth.server.objects;

import io.hearth.api.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/** Content on its way in: counted, and digested as it comes. Closing it removes it. Not thread-safe. */
public final class SpoolFile implements AutoCloseable {

    private final Path file;
    private final long maxBytes;
    private OutputStream output;
    private MessageDigest digest = Sha256.begin();
    private long bytes;

    SpoolFile(Path file, long maxBytes) throws IOException {
        this.file = file;
        this.maxBytes = maxBytes;
        this.output = Files.newOutputStream(file);
    }

    /** How much it may hold. */
    public long maxBytes() {
        return maxBytes;
    }

    /** How much it holds. */
    public long bytes() {
        return bytes;
    }

    /** Adds bytes; false, with nothing added, when that would be more than it may hold. */
    public boolean write(byte[] content, int offset, int length) throws IOException {
        if (bytes + length > maxBytes) {
            return false;
        }
        output.write(content, offset, length);
        digest.update(content, offset, length);
        bytes += length;
        return true;
    }

    /** Forgets what was written, for another attempt. */
    public void restart() throws IOException {
        output.close();
        output = Files.newOutputStream(file);
        digest = Sha256.begin();
        bytes = 0;
    }

    /** Ends the content. It can be read until this is closed. */
    public Spooled finish() throws IOException {
        output.close();
        return new Spooled(file, Sha256.end(digest), bytes);
    }

    @Override
    public void close() throws IOException {
        output.close();
        Files.deleteIfExists(file);
    }

    /**
     * Content that is complete.
     *
     * @param sha256 in lower-case hex
     */
    public record Spooled(Path file, String sha256, long bytes) {}
}
