package io.hearth.testkit;

import io.hearth.testkit.TroubledRelay.Direction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What a {@link TroubledRelay} does to the bytes of all its connections at this moment. Thread-safe. */
final class TroubledGate {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by the lock.
    private Mode mode = Mode.PASSING;
    private long delayNanos;
    private @Nullable Trap trap;

    private enum Mode {
        PASSING,
        HOLDING,
        REFUSING
    }

    /** Something that is waited for: so many bytes, or a text. */
    private record Trap(
            Direction direction, long bytes, @Nullable String text) {

        private boolean isSprungBy(byte[] piece, int length) {
            return text == null
                    ? length >= bytes
                    : new String(piece, 0, length, StandardCharsets.ISO_8859_1).contains(text);
        }

        private int passing(int length) {
            return text == null ? (int) Math.min(length, bytes) : length;
        }

        private Trap less(int length) {
            return new Trap(direction, bytes - length, text);
        }
    }

    /** How many bytes of a piece go on, and whether the connection is reset then. */
    record Verdict(int passing, boolean isCut) {}

    void pass() {
        change(Mode.PASSING, 0);
    }

    void hold() {
        change(Mode.HOLDING, 0);
    }

    void refuse() {
        change(Mode.REFUSING, 0);
    }

    void delay(Duration each) {
        change(Mode.PASSING, each.toNanos());
    }

    void cutAfter(Direction direction, long bytes) {
        set(new Trap(direction, bytes, null));
    }

    void cutAfterText(Direction direction, String text) {
        set(new Trap(direction, 0, text));
    }

    boolean isRefusing() {
        lock.lock();
        try {
            return mode == Mode.REFUSING;
        } finally {
            lock.unlock();
        }
    }

    boolean isCutPending() {
        lock.lock();
        try {
            return trap != null;
        } finally {
            lock.unlock();
        }
    }

    private void set(Trap next) {
        lock.lock();
        try {
            trap = next;
        } finally {
            lock.unlock();
        }
    }

    private void change(Mode next, long nanos) {
        lock.lock();
        try {
            mode = next;
            delayNanos = nanos;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a piece may go on. */
    Verdict judge(Direction direction, byte[] piece, int length) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = delayNanos;
            while (left > 0 && delayNanos > 0) {
                left = changed.awaitNanos(left);
            }
            while (mode == Mode.HOLDING) {
                changed.await();
            }
            return mode == Mode.REFUSING ? new Verdict(0, true) : trapped(direction, piece, length);
        } finally {
            lock.unlock();
        }
    }

    private Verdict trapped(Direction direction, byte[] piece, int length) {
        Trap waiting = trap;
        if (waiting == null || waiting.direction() != direction) {
            return new Verdict(length, false);
        }
        if (!waiting.isSprungBy(piece, length)) {
            trap = waiting.less(length);
            return new Verdict(length, false);
        }
        trap = null;
        return new Verdict(waiting.passing(length), true);
    }
}
