package io.hearth.server.channel;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/** A package's content on its way to a driver. Used by one thread at a time, but for closing. */
public final class PackageContent extends FilterInputStream {

    private final long bytes;
    private final Runnable onClose;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Content from the offset that was asked for.
     *
     * @param bytes size of all of it
     * @param onClose called once
     */
    PackageContent(InputStream stream, long bytes, Runnable onClose) {
        super(stream);
        this.bytes = bytes;
        this.onClose = onClose;
    }

    /** The size of the whole content, bytes. */
    public long bytes() {
        return bytes;
    }

    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            onClose.run();
            super.close();
        }
    }
}
