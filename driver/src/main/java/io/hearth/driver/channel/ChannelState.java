package io.hearth.driver.channel;

import io.hearth.api.channel.DriverFrame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What the threads around a channel share, and where they wait for each other. Thread-safe. */
final class ChannelState {

    private final Map<String, DriverFrame.Progress> progress = new LinkedHashMap<>();
    private @Nullable Connection current;
    private boolean welcomed;
    private boolean closed;
    private long changes;
    private long leaseNanos;
    private long aloneSince = System.nanoTime();

    ChannelState(long leaseMillis) {
        this.leaseNanos = TimeUnit.MILLISECONDS.toNanos(leaseMillis);
    }

    /** Nobody was looked for before now. */
    synchronized void startLease() {
        aloneSince = System.nanoTime();
    }

    synchronized void begin(Connection connection) {
        current = connection;
        welcomed = false;
    }

    synchronized boolean isCurrent(Connection connection) {
        return current == connection;
    }

    /** A gateway took the driver in; a lease of 0 leaves the one that was. */
    synchronized void welcome(long leaseMillis) {
        welcomed = true;
        if (leaseMillis > 0) {
            leaseNanos = TimeUnit.MILLISECONDS.toNanos(leaseMillis);
        }
        change();
    }

    synchronized boolean isWelcomed() {
        return welcomed;
    }

    /** The connection is over; true when it had been welcomed. From then on the lease runs down. */
    synchronized boolean end() {
        boolean wasWelcomed = welcomed;
        if (wasWelcomed) {
            aloneSince = System.nanoTime();
        }
        welcomed = false;
        current = null;
        progress.clear();
        return wasWelcomed;
    }

    synchronized long leaseNanos() {
        return leaseNanos;
    }

    /** How long the driver may still be without a gateway, nanoseconds; meaningless while one is there. */
    synchronized long leaseLeft() {
        return leaseNanos - (System.nanoTime() - aloneSince);
    }

    /** Keeps the latest word on a session's statement while a gateway is there to hear it. */
    synchronized void putProgress(DriverFrame.Progress latest) {
        if (welcomed) {
            progress.put(latest.sessionId(), latest);
            change();
        }
    }

    synchronized boolean hasProgress() {
        return welcomed && !progress.isEmpty();
    }

    synchronized List<DriverFrame.Progress> takeProgress() {
        List<DriverFrame.Progress> taken = new ArrayList<>(progress.values());
        progress.clear();
        return taken;
    }

    synchronized void close() {
        closed = true;
        change();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Wakes everyone who waits. */
    synchronized void change() {
        changes++;
        notifyAll();
    }

    synchronized long changes() {
        return changes;
    }

    /** Waits for a change after those that were seen, for the close, or for the time to be over. */
    void awaitChange(long seen, long nanos) throws InterruptedException {
        await(() -> changes != seen, nanos);
    }

    /** Waits for the close or for the time to be over. */
    void pause(long millis) throws InterruptedException {
        await(() -> false, TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** Waits until a condition holds that changes with a change; false when the time was over or the channel closed. */
    synchronized boolean await(BooleanSupplier condition, long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        while (!condition.getAsBoolean()) {
            long left = deadline - System.nanoTime();
            if (left <= 0 || closed) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }
}
