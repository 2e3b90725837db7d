package io.hearth.server.objects;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Content on its way from another machine. Reading is not thread-safe; breaking off is. */
public final class AbortableStream extends FilterInputStream {

    private final Runnable abort;
    private boolean ended;

    AbortableStream(InputStream input, Runnable abort) {
        super(input);
        this.abort = abort;
    }

    /** Ends the connection under whoever reads. */
    public void abort() {
        abort.run();
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        ended |= next < 0;
        return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        ended |= count < 0;
        return count;
    }

    /** Where not all was read, the rest is not waited for. */
    @Override
    public void close() throws IOException {
        if (ended) {
            super.close();
        } else {
            abort.run();
        }
    }
}
