package io.hearth.server.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes content as fast as the other side takes it. No thread waits for that: the server calls when there is room, and ends
 * what makes no progress for as long as a connection may be idle.
 */
final class ContentWriter implements WriteListener {

    private static final Logger LOG = LoggerFactory.getLogger(ContentWriter.class);
    private static final int CHUNK_BYTES = 64 << 10;

    private final InputStream content;
    private final ServletOutputStream out;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    private long left;

    /** @param bytes how much to write; the headers have said so already */
    ContentWriter(InputStream content, long bytes, ServletOutputStream out) {
        this.content = content;
        this.left = bytes;
        this.out = out;
    }

    /** Begins; the request must be an asynchronous one by now. Completes when all is over, however it ended. */
    CompletableFuture<@Nullable Void> start() {
        out.setWriteListener(this);
        return done;
    }

    @Override
    public void onWritePossible() throws IOException {
        while (out.isReady()) {
            if (left == 0) {
                finish();
                return;
            }
            int read = content.read(chunk, 0, (int) Math.min(chunk.length, left));
            if (read < 0) {
                throw new EOFException("the content ended " + left + " bytes early");
            }
            out.write(chunk, 0, read);
            left -= read;
        }
    }

    /** The answer is shorter than was said then, which tells the other side to ask for the rest. */
    @Override
    public void onError(Throwable failure) {
        LOG.info("content was not taken to its end, {} bytes are missing: {}", left, failure.toString());
        finish();
    }

    private void finish() {
        try {
            content.close();
        } catch (IOException e) {
            LOG.warn("content could not be closed", e);
        }
        done.complete(null);
    }
}
