package io.hearth.server.store;

import io.hearth.server.error.GatewayException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jdbi.v3.core.ConnectionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether the database answers. Trouble is told once when it begins and once when it is over, however many calls it
 * refuses; while there is no connection to be had, one call a second tries to get one and the others are refused at once.
 * Thread-safe.
 */
final class Reach {

    private static final Logger LOG = LoggerFactory.getLogger(Reach.class);

    /** So long everything must be well before trouble is over. */
    private static final long CALM_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final long PROBE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** However many calls fail, connections are made anew no more often than this. */
    private static final long RENEWAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanos;
    private final Runnable renewal;
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong probedAt = new AtomicLong();
    private final AtomicLong renewedAt;
    private volatile boolean troubled;
    private volatile boolean disconnected;

    // Guarded by this.
    private long since;
    private long failedAt;
    private long refusedBefore;

    /**
     * @param nanos a time that only grows, of any beginning
     * @param renewal has connections made anew that are there now: what the pool takes for well may be one to a database that
     *     closed itself, or that may not be written to any more
     */
    Reach(LongSupplier nanos, Runnable renewal) {
        this.nanos = nanos;
        this.renewal = renewal;
        this.renewedAt = new AtomicLong(nanos.getAsLong() - RENEWAL_NANOS);
    }

    /**
     * Does something with the database.
     *
     * @throws GatewayException UNAVAILABLE when it is out of reach or full, or gave this up for a transaction that waited for it;
     *     whether a change was made is not known then, if it broke off while it was committed
     */
    <T extends @Nullable Object> T reaching(Supplier<T> work) {
        if (disconnected && !mayBegin(probedAt, PROBE_NANOS)) {
            refused.incrementAndGet();
            throw Trouble.OUT_OF_REACH.refusal();
        }
        T result;
        try {
            result = work.get();
        } catch (GatewayException e) {
            throw e;
        } catch (RuntimeException e) {
            throw refusal(e);
        }
        if (troubled) {
            succeeded();
        }
        return result;
    }

    private boolean mayBegin(AtomicLong begun, long pauseNanos) {
        long last = begun.get();
        long now = nanos.getAsLong();
        return now - last >= pauseNanos && begun.compareAndSet(last, now);
    }

    /** What to throw for a failure: itself, when it is no trouble of the database. */
    RuntimeException refusal(RuntimeException failure) {
        Optional<Trouble> trouble = Trouble.of(failure);
        if (trouble.isEmpty()) {
            return failure;
        }
        if (trouble.get() == Trouble.CONFLICT) {
            LOG.warn("the database gave a transaction up, which is to be done again: {}", root(failure));
        } else {
            failed(trouble.get(), failure);
            if (Trouble.isOfConnection(failure) && mayBegin(renewedAt, RENEWAL_NANOS)) {
                renewal.run();
            }
        }
        GatewayException refusal = trouble.get().refusal();
        refusal.initCause(failure);
        return refusal;
    }

    private synchronized void failed(Trouble trouble, RuntimeException failure) {
        long now = nanos.getAsLong();
        failedAt = now;
        if (failure instanceof ConnectionException) {
            probedAt.set(now);
            disconnected = true;
        }
        if (!troubled) {
            troubled = true;
            since = now;
            refusedBefore = refused.get();
            begun.incrementAndGet();
            LOG.warn("the database is in trouble ({}), callers are told to try again: {}", trouble, root(failure));
        }
        refused.incrementAndGet();
        LOG.debug("the database is in trouble", failure);
    }

    private static String root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.toString().lines().findFirst().orElse("");
    }

    private synchronized void succeeded() {
        disconnected = false;
        long now = nanos.getAsLong();
        if (troubled && now - failedAt >= CALM_NANOS) {
            troubled = false;
            LOG.info(
                    "the database is well again since {} s, after {} s of trouble in which {} calls were refused",
                    TimeUnit.NANOSECONDS.toSeconds(now - failedAt),
                    TimeUnit.NANOSECONDS.toSeconds(failedAt - since),
                    refused.get() - refusedBefore);
        }
    }

    /** Whether it is, or was a moment ago, out of reach or full. */
    boolean isTroubled() {
        return troubled;
    }

    /** How often trouble began. */
    long begun() {
        return begun.get();
    }

    /** How many calls were refused because of it. */
    long refused() {
        return refused.get();
    }
}
