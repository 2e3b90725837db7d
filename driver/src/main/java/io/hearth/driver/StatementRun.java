package io.hearth.driver;

import io.hearth.driver.repl.ExecutionGate;
import org.jspecify.annotations.Nullable;

/**
 * One statement from its start to its end, as those see it who want to stop it. Thread-safe.
 *
 * <p>An interrupt reaches the thread only while code of this statement runs on it, and none is left behind for the next.
 */
final class StatementRun implements ExecutionGate {

    private final String id;
    private final Thread thread;
    private final long startMillis = System.currentTimeMillis();
    private long endMillis = Long.MAX_VALUE;
    private boolean executing;
    private boolean over;
    private long cancelledAt;
    private @Nullable String rung;

    /** A run on the calling thread. */
    StatementRun(String id) {
        this.id = id;
        this.thread = Thread.currentThread();
    }

    /** The id of a run, by the statement that it runs. */
    static String idOf(String sessionId, int statement) {
        return "hearth-" + sessionId + "-" + statement;
    }

    /** Unique in the driver; also the name of the job group. */
    String id() {
        return id;
    }

    @Override
    public boolean isClosed() {
        return isCancelled();
    }

    @Override
    public synchronized boolean enter() {
        executing = rung == null;
        return executing;
    }

    /** What ends a statement begins, even of one that was cancelled; it may call user code, too, and can be interrupted. */
    synchronized void conclude() {
        executing = true;
    }

    @Override
    public synchronized void leave() {
        executing = false;
        // Whoever set it, user code included, meant this statement.
        Thread.interrupted();
    }

    /** Asks for the end; false when the statement is over or was asked before. */
    synchronized boolean cancel() {
        if (over || rung != null) {
            return false;
        }
        rung = executing ? "by cancelling its Spark jobs" : "while it was compiled";
        cancelledAt = System.nanoTime();
        return true;
    }

    synchronized boolean isCancelled() {
        return rung != null;
    }

    synchronized boolean isOver() {
        return over;
    }

    /** Whether this is the run at a time of the wall clock. Its last millisecond belongs to the run after it. */
    synchronized boolean ranAt(long millis) {
        return startMillis <= millis && millis < endMillis;
    }

    /** Interrupts the thread if code of this statement runs on it. */
    synchronized void interrupt() {
        if (executing) {
            rung = "by interrupting its thread";
            thread.interrupt();
        }
    }

    /**
     * Ends the run: what is asked later comes too late.
     *
     * @return how the statement was stopped and after how long, or null when nobody asked for it
     */
    synchronized @Nullable String finish() {
        over = true;
        endMillis = System.currentTimeMillis();
        return rung == null ? null : "stopped %s after %.1f s".formatted(rung, (System.nanoTime() - cancelledAt) / 1e9);
    }
}
