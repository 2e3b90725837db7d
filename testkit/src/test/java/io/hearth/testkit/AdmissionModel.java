package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a test knows of queues and sessions by having asked for them, without looking at what the gateway counts. A queue
 * that is made again is another queue.
 */
final class AdmissionModel {

    /** A queue as it was made. */
    record MadeQueue(String name, long computeUnits, int generation) {}

    /** A session as it was asked for. */
    record Asked(String id, MadeQueue queue, long computeUnits, long gibibytes, int priority, int number) {

        boolean goesBefore(Asked other) {
            return queue.equals(other.queue) && number < other.number && priority >= other.priority;
        }
    }

    private final long budget;
    private final Map<String, MadeQueue> queues = new LinkedHashMap<>();
    private final Map<String, Asked> sessions = new LinkedHashMap<>();
    private int generation;

    /** @param budget what all drivers may take together, GiB */
    AdmissionModel(long budget) {
        this.budget = budget;
    }

    void made(String queue, long computeUnits) {
        queues.put(queue, new MadeQueue(queue, computeUnits, generation++));
    }

    void deleted(String queue) {
        queues.remove(queue);
    }

    List<MadeQueue> queues() {
        return new ArrayList<>(queues.values());
    }

    Asked asked(String id, MadeQueue queue, long computeUnits, long gibibytes, int priority) {
        Asked session = new Asked(id, queue, computeUnits, gibibytes, priority, sessions.size());
        sessions.put(id, session);
        return session;
    }

    /** Holds what processes there are against what there may be. */
    void check(FakeLauncher launcher) {
        Set<String> living = new HashSet<>(launcher.livingSessions());
        living.retainAll(launcher.livingSessions());
        long memory = 0;
        Map<MadeQueue, Long> taken = new LinkedHashMap<>();
        for (String id : living) {
            Asked session = sessions.get(id);
            if (session != null) {
                memory += session.gibibytes();
                taken.merge(session.queue(), session.computeUnits(), Long::sum);
            }
        }
        taken.forEach((queue, units) ->
                assertThat(units).as("CUs taken of %s by %s", queue, living).isLessThanOrEqualTo(queue.computeUnits()));
        assertThat(memory).as("GiB taken by %s", living).isLessThanOrEqualTo(budget);
    }

    /** Holds those who started against those who still wait. */
    void checkOrder(List<Asked> waiting, List<Asked> started) {
        for (Asked first : waiting) {
            for (Asked second : started) {
                assertThat(first.goesBefore(second))
                        .as("%s was overtaken by %s", first, second)
                        .isFalse();
            }
        }
    }

    /** Whether nobody waits who could start, when nothing moves any more. */
    boolean isFull(List<Asked> waiting, List<Asked> started) {
        long memory = started.stream().mapToLong(Asked::gibibytes).sum();
        for (MadeQueue queue : queues.values()) {
            Asked first = null;
            for (Asked session : waiting) {
                boolean before = first == null
                        || session.priority() > first.priority()
                        || (session.priority() == first.priority() && session.number() < first.number());
                if (session.queue().equals(queue) && before) {
                    first = session;
                }
            }
            long units = started.stream()
                    .filter(session -> session.queue().equals(queue))
                    .mapToLong(Asked::computeUnits)
                    .sum();
            if (first != null
                    && units + first.computeUnits() <= queue.computeUnits()
                    && memory + first.gibibytes() <= budget) {
                return false;
            }
        }
        return true;
    }
}
