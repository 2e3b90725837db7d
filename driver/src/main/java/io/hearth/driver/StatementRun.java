package io.hearth.driver;

import io.hearth.api.CancelRung;
import io.hearth.driver.repl.ExecutionGate;
import io.hearth.driver.repl.ShellLines;
import java.util.HashSet;
import java.util.Set;
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
    private final Set<Integer> lines = new HashSet<>();
    private int lastLine = ShellLines.NONE;
    private long endMillis = Long.MAX_VALUE;
    private boolean executing;
    private boolean over;
    private long cancelledAt;
    private volatile @Nullable CancelRung rung;

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

    Thread thread() {
        return thread;
    }

    /** Asked by the compiler, about every expression. */
    @Override
    public boolean isClosed() {
        return rung != null;
    }

    @Override
    public synchronized void defines(int line) {
        lines.add(line);
        lastLine = line;
    }

    /** Whether a piece of the shell's is of this statement. */
    synchronized boolean has(int line) {
        return lines.contains(line);
    }

    /** Whether a piece of the shell's is the last of this statement that was begun. */
    synchronized boolean endedIn(int line) {
        return line != ShellLines.NONE && line == lastLine;
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
        rung = executing ? CancelRung.JOBS : CancelRung.COMPILE;
        cancelledAt = System.nanoTime();
        return true;
    }

    boolean isCancelled() {
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
            reach(CancelRung.INTERRUPT);
            thread.interrupt();
        }
    }

    /** Takes note that nothing below this means helped; false when the statement is over. */
    synchronized boolean reach(CancelRung higher) {
        CancelRung reached = rung;
        if (!over && (reached == null || reached.compareTo(higher) < 0)) {
            rung = higher;
        }
        return !over;
    }

    /** How long ago the end was asked for, seconds. */
    synchronized double secondsSinceCancel() {
        return (System.nanoTime() - cancelledAt) / 1e9;
    }

    /**
     * Ends the run: what is asked later comes too late.
     *
     * @return how the statement was stopped and after how long, or null when nobody asked for it
     */
    synchronized @Nullable String finish() {
        over = true;
        endMillis = System.currentTimeMillis();
        CancelRung reached = rung;
        return reached == null ? null : reached.describe(secondsSinceCancel());
    }
}
