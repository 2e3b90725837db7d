package io.hearth.server.session;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Lets callers wait for changes without a thread for each of them. Thread-safe. */
final class Waiting {

    private final SessionChanges changes;
    private final Executor executor;
    private final Set<Waiter<?>> pending = ConcurrentHashMap.newKeySet();
    private volatile boolean dismissed;

    Waiting(SessionChanges changes, Executor executor) {
        this.changes = changes;
        this.executor = executor;
    }

    /**
     * Reads until it is enough or the time is over, and answers what was read last. What a read throws is the answer, too.
     *
     * @param read asked at once on the calling thread, and again after each change of the session
     */
    <T> CompletableFuture<T> until(String sessionId, Supplier<T> read, Predicate<T> enough, Duration atMost) {
        T now = read.get();
        if (enough.test(now) || atMost.isZero()) {
            return CompletableFuture.completedFuture(now);
        }
        Waiter<T> waiter = new Waiter<>(read, enough);
        SessionChanges.Subscription subscription = changes.subscribe(sessionId, waiter::look);
        pending.add(waiter);
        if (dismissed) {
            dismiss();
        }
        // What was committed between the read and the subscription told nobody.
        waiter.look();
        CompletableFuture.delayedExecutor(atMost.toMillis(), TimeUnit.MILLISECONDS, executor)
                .execute(waiter::giveUp);
        return waiter.result.whenComplete((value, failure) -> {
            subscription.close();
            pending.remove(waiter);
        });
    }

    /** Whoever waits, now or later, is told that the gateway stops. */
    void dismiss() {
        dismissed = true;
        pending.forEach(waiter -> waiter.result.completeExceptionally(
                new GatewayException(ErrorCode.UNAVAILABLE, Message.GATEWAY_STOPPING)));
    }

    private final class Waiter<T> {

        private final Supplier<T> read;
        private final Predicate<T> enough;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private final AtomicBoolean toLook = new AtomicBoolean();

        Waiter(Supplier<T> read, Predicate<T> enough) {
            this.read = read;
            this.enough = enough;
        }

        /** Many changes in a row are one look. */
        void look() {
            if (!result.isDone() && toLook.compareAndSet(false, true)) {
                executor.execute(() -> {
                    toLook.set(false);
                    read(enough);
                });
            }
        }

        void giveUp() {
            if (!result.isDone()) {
                read(value -> true);
            }
        }

        private void read(Predicate<T> condition) {
            try {
                T value = read.get();
                if (condition.test(value)) {
                    result.complete(value);
                }
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        }
    }
}
