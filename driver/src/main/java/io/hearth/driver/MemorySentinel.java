package io.hearth.driver;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Notices that the heap or the metaspace is exhausted in whatever thread, also when the error itself is swallowed, as a
 * future's thread pool does.
 *
 * <p>A JVM clears all soft references before it throws for want of either, and one that is looked at between any two
 * collections is cleared for no other reason. An array beyond the VM's limit does not get that far.
 */
final class MemorySentinel {

    private static final long LOOK_MILLIS = 1_000;
    private static final Set<String> OF_CLASSES = Set.of("Metaspace", "Compressed Class Space");

    private final Consumer<MemoryDeath> onMemoryDeath;
    private final ReferenceQueue<Object> cleared = new ReferenceQueue<>();
    private final SoftReference<Object> sentinel = new SoftReference<>(new Object(), cleared);
    private final List<MemoryPoolMXBean> ofClasses = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> OF_CLASSES.contains(pool.getName()))
            .toList();

    MemorySentinel(Consumer<MemoryDeath> onMemoryDeath) {
        this.onMemoryDeath = onMemoryDeath;
    }

    /** Watches from a thread of its own for as long as the process lives. */
    void start() {
        Thread thread = new Thread(this::watch, "hearth-memory");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        while (!isCleared()) {
            Object unused = sentinel.get();
        }
        onMemoryDeath.accept(exhausted());
    }

    private boolean isCleared() {
        try {
            return cleared.remove(LOOK_MILLIS) != null;
        } catch (InterruptedException e) {
            // User code can interrupt any thread of its JVM.
            return false;
        }
    }

    private MemoryDeath exhausted() {
        try {
            for (int i = 0; i < ofClasses.size(); i++) {
                if (isFull(ofClasses.get(i).getUsage())) {
                    return MemoryDeath.METASPACE;
                }
            }
        } catch (OutOfMemoryError e) {
            // No room for the answer, so the heap it is.
            return MemoryDeath.HEAP;
        }
        return MemoryDeath.HEAP;
    }

    /** What is committed decides: it is bounded, and what is used is less than that where it is in pieces. */
    private static boolean isFull(MemoryUsage usage) {
        return usage.getMax() > 0 && usage.getCommitted() >= usage.getMax() / 20 * 19;
    }
}
