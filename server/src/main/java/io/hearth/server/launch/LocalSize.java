package io.hearth.server.launch;

import io.hearth.api.MemorySize;
import io.hearth.api.Sizes;
import java.util.ArrayList;
import java.util.List;

/**
 * What a session's sizes come to on this machine. Its heap is the driver's; its cores count where the executors are one
 * process with the driver.
 *
 * @param heap the heap of that process
 * @param cores how many tasks run at once
 */
record LocalSize(MemorySize heap, int cores, List<String> notices) {

    /** What a JVM takes beside its heap: metaspace, code, stacks and buffers, as far as it can be told beforehand. */
    private static final MemorySize BESIDE_HEAP = MemorySize.ofMebibytes(384);

    static LocalSize of(Sizes sizes, Backend place, MemorySize maxHeap, int machineCores) {
        List<String> notices = new ArrayList<>();
        MemorySize heap = MemorySize.smaller(sizes.driverMemory(), maxHeap);
        if (heap.compareTo(sizes.driverMemory()) < 0) {
            notices.add("driverMemory %s was lowered to %s, the limit launch.local.max-heap of this machine"
                    .formatted(sizes.driverMemory(), heap));
        }
        long asked = (long) sizes.executorCores() * sizes.executors();
        int cores = (int) Math.min(asked, machineCores);
        if (cores < asked && place.isLocal()) {
            notices.add("%d executor cores were lowered to the %d cores of this machine".formatted(asked, cores));
        }
        return new LocalSize(heap, cores, List.copyOf(notices));
    }

    MemorySize footprint() {
        return heap.plus(BESIDE_HEAP);
    }
}
