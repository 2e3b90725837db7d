package io.hearth.bench.chaos;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many calls ended in which way. Thread-safe. */
final class CallCounts {

    private final Map<String, AtomicInteger> counts = new ConcurrentSkipListMap<>();

    void count(String outcome) {
        counts.computeIfAbsent(outcome, name -> new AtomicInteger()).incrementAndGet();
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
