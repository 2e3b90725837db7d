package io.hearth.server.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How many warm drivers of which kind are wanted, told by the sessions that were created of late: enough for those that
 * come while one driver warms up, if they come as often as they did.
 */
final class PoolDemand {

    private static final Duration WINDOW = Duration.ofMinutes(10);

    /** What a warm-up takes, roughly, on a machine that has other things to do. */
    private static final Duration WARM_UP = Duration.ofMinutes(1);

    private final PoolBounds bounds;
    private final Function<SessionPlan, Optional<String>> jvm;

    /** Drivers that one another's sessions could take. */
    record Kind(String projectId, String queue, String jvm) {}

    /** @param plan of a session that would take one */
    record Wanted(int count, SessionPlan plan) {}

    /** @param jvm tells what a plan's driver must have been started with; empty for one that fits no warm driver */
    PoolDemand(PoolBounds bounds, Function<SessionPlan, Optional<String>> jvm) {
        this.bounds = bounds;
        this.jvm = jvm;
    }

    /**
     * What is wanted now, the most wanted kind of each queue first.
     *
     * @param newest the latest sessions of all projects, newest first
     * @param projectId whose queues are kept warm before there was any session
     * @param usual gives the plan of a session that asks for nothing but a queue
     */
    Map<Kind, Wanted> now(List<Session> newest, long now, String projectId, Function<String, SessionPlan> usual) {
        Map<Kind, Wanted> recent = new LinkedHashMap<>();
        Map<Kind, SessionPlan> ever = new LinkedHashMap<>();
        for (Session session : newest) {
            SessionPlan plan = session.plan();
            jvm.apply(plan)
                    .map(text -> new Kind(session.projectId(), plan.queue(), text))
                    .ifPresent(kind -> {
                        ever.putIfAbsent(kind, plan);
                        if (session.createdAt() > now - WINDOW.toMillis()) {
                            recent.merge(
                                    kind, new Wanted(1, plan), (one, more) -> new Wanted(one.count() + 1, one.plan()));
                        }
                    });
        }
        Map<Kind, Wanted> wanted = new LinkedHashMap<>();
        recent.entrySet().stream()
                .sorted(Map.Entry.comparingByValue((one, other) -> Integer.compare(other.count(), one.count())))
                .forEach(entry -> add(wanted, entry.getKey(), duringWarmUp(entry.getValue())));
        keepLeast(wanted, ever, projectId, usual);
        return wanted;
    }

    private static Wanted duringWarmUp(Wanted recent) {
        double each = (double) recent.count() * WARM_UP.toMillis() / WINDOW.toMillis();
        return new Wanted((int) Math.ceil(each), recent.plan());
    }

    private void add(Map<Kind, Wanted> wanted, Kind kind, Wanted more) {
        int room = bounds.of(kind.queue()).most() - count(wanted, kind.projectId(), kind.queue());
        if (room > 0) {
            wanted.put(kind, new Wanted(Math.min(room, more.count()), more.plan()));
        }
    }

    private static int count(Map<Kind, Wanted> wanted, String projectId, String queue) {
        return wanted.entrySet().stream()
                .filter(entry -> entry.getKey().projectId().equals(projectId)
                        && entry.getKey().queue().equals(queue))
                .mapToInt(entry -> entry.getValue().count())
                .sum();
    }

    /** The kind that was asked for last, or the usual one where none ever was. */
    private void keepLeast(
            Map<Kind, Wanted> wanted,
            Map<Kind, SessionPlan> ever,
            String projectId,
            Function<String, SessionPlan> usual) {
        for (Map.Entry<String, PoolBounds.Range> queue : bounds.queues().entrySet()) {
            int missing = queue.getValue().least() - count(wanted, projectId, queue.getKey());
            if (missing <= 0) {
                continue;
            }
            Optional<Kind> last = new ArrayList<>(ever.keySet())
                    .stream()
                            .filter(kind -> kind.projectId().equals(projectId)
                                    && kind.queue().equals(queue.getKey()))
                            .findFirst();
            SessionPlan plan = last.map(ever::get).orElseGet(() -> usual.apply(queue.getKey()));
            jvm.apply(plan)
                    .map(text -> new Kind(projectId, queue.getKey(), text))
                    .ifPresent(kind -> wanted.merge(
                            kind,
                            new Wanted(missing, plan),
                            (one, more) -> new Wanted(one.count() + more.count(), one.plan())));
        }
    }
}
