package io.hearth.driver;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;

/**
 * Notices that the heap is exhausted in whatever thread, also when the error itself is swallowed, as a future's thread
 * pool does.
 *
 * <p>A JVM clears all soft references before it throws for want of heap, and one that is looked at between any two
 * collections is cleared for no other reason. An array beyond the VM's limit does not get that far.
 */
final class MemorySentinel {

    private static final long LOOK_MILLIS = 1_000;

    private final Runnable onMemoryDeath;
    private final ReferenceQueue<Object> cleared = new ReferenceQueue<>();
    private final SoftReference<Object> sentinel = new SoftReference<>(new Object(), cleared);

    MemorySentinel(Runnable onMemoryDeath) {
        this.onMemoryDeath = onMemoryDeath;
    }

    /** Watches from a thread of its own for as long as the process lives. */
    void start() {
        Thread thread = new Thread(this::watch, "hearth-memory");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        try {
            while (cleared.remove(LOOK_MILLIS) == null) {
                Object unused = sentinel.get();
            }
            onMemoryDeath.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
