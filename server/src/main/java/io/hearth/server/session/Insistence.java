package io.hearth.server.session;

import io.hearth.server.error.GatewayException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Does what has to be committed sooner or later: while a part is out of reach, it is tried again. Thread-safe. */
public final class Insistence {

    private static final long PAUSE_MILLIS = 1_000;

    private final Executor executor;
    private final Executor later;

    public Insistence(Executor executor) {
        this.executor = executor;
        this.later = CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS, executor);
    }

    /**
     * Does something soon, and again about once a second as long as it fails only for now.
     *
     * @param work done again from its beginning; whether an earlier attempt was committed may be unknown
     * @return completes when it is done, or with what it failed with
     */
    public CompletableFuture<Void> until(Runnable work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        executor.execute(() -> attempt(work, done));
        return done;
    }

    /** As {@link #until}, of something that has just failed for now. */
    public CompletableFuture<Void> again(Runnable work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        later.execute(() -> attempt(work, done));
        return done;
    }

    private void attempt(Runnable work, CompletableFuture<Void> done) {
        try {
            work.run();
            done.complete(null);
        } catch (RuntimeException e) {
            if (GatewayException.isForNow(e)) {
                later.execute(() -> attempt(work, done));
            } else {
                done.completeExceptionally(e);
            }
        }
    }
}
