package io.hearth.bench.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of the requests so far. Thread-safe. */
final class Tally {

    private static final int MOST_TOLD = 40;

    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private int unanswered;
    private int connections;
    private double slowest;

    synchronized void answered(RawAnswer answer) {
        statuses.merge(answer.status(), 1, Integer::sum);
        slowest = Math.max(slowest, answer.millis());
    }

    /** A request that is no HTTP got no answer, as it may. */
    synchronized void unanswered() {
        unanswered++;
    }

    synchronized void connected() {
        connections++;
    }

    synchronized void violated(String what) {
        violations.add(what);
    }

    synchronized List<String> violations() {
        return List.copyOf(violations.subList(0, Math.min(MOST_TOLD, violations.size())));
    }

    synchronized int successes() {
        return statuses.entrySet().stream()
                .filter(entry -> entry.getKey() / 100 == 2)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    @Override
    public synchronized String toString() {
        return "answers by status %s, %d without an answer, slowest %.0f ms, %d connections, %d violations"
                .formatted(statuses, unanswered, slowest, connections, violations.size());
    }
}
