package io.hearth.server.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Breaks off one fetch from outside, by closing what it reads from under it. Thread-safe. */
final class Abort {

    private static final Logger LOG = LoggerFactory.getLogger(Abort.class);

    private final List<Closeable> open = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private boolean aborted;

    /** Something to close; at once when the fetch was broken off already. */
    synchronized <C extends Closeable> C watch(C closeable) {
        if (aborted) {
            close(closeable);
        } else {
            open.add(closeable);
        }
        return closeable;
    }

    void abort() {
        synchronized (this) {
            aborted = true;
            open.forEach(Abort::close);
            open.clear();
        }
        over.countDown();
    }

    /** Waits so long, or until it is broken off. */
    void await(Duration pause) {
        try {
            boolean unused = over.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abort();
        }
    }

    synchronized boolean isAborted() {
        return aborted;
    }

    private static void close(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            LOG.debug("a fetch was broken off", e);
        }
    }
}
