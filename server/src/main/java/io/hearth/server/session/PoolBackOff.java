package io.hearth.server.session;

/** Waits longer after each driver that died in the pool. Thread-safe. */
final class PoolBackOff {

    private static final int MOST_DOUBLINGS = 16;

    private final long firstMillis;
    private final long longestMillis;
    private int failures;
    private long until = Long.MIN_VALUE;

    PoolBackOff(long firstMillis, long longestMillis) {
        this.firstMillis = firstMillis;
        this.longestMillis = longestMillis;
    }

    /** Returns how long it waits, milliseconds. */
    synchronized long failed(long now) {
        long wait = Math.min(longestMillis, firstMillis << Math.min(failures, MOST_DOUBLINGS));
        failures++;
        until = now + wait;
        return wait;
    }

    synchronized void succeeded() {
        failures = 0;
        until = Long.MIN_VALUE;
    }

    synchronized boolean isOver(long now) {
        return now >= until;
    }
}
