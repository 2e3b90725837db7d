package io.hearth.server.session;

import java.time.Duration;
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
     * @param queues the queues that this project has, by their kept names
     * @param usual gives the plan of a session that asks for nothing but a queue
     */
    Map<Kind, Wanted> now(
            List<Session> newest,
            long now,
            String projectId,
            List<String> queues,
            Function<String, SessionPlan> usual) {
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
        queues.forEach(queue -> keepLeast(wanted, ever, new Place(projectId, queue), usual));
        return wanted;
    }

    private static Wanted duringWarmUp(Wanted recent) {
        double each = (double) recent.count() * WARM_UP.toMillis() / WINDOW.toMillis();
        return new Wanted((int) Math.ceil(each), recent.plan());
    }

    private void add(Map<Kind, Wanted> wanted, Kind kind, Wanted more) {
        int room = bounds.of(kind.queue()).most() - count(wanted, new Place(kind.projectId(), kind.queue()));
        if (room > 0) {
            wanted.put(kind, new Wanted(Math.min(room, more.count()), more.plan()));
        }
    }

    private static int count(Map<Kind, Wanted> wanted, Place place) {
        return wanted.entrySet().stream()
                .filter(entry -> place.has(entry.getKey()))
                .mapToInt(entry -> entry.getValue().count())
                .sum();
    }

    private record Place(String projectId, String queue) {

        boolean has(Kind kind) {
            return kind.projectId().equals(projectId) && kind.queue().equals(queue);
        }
    }

    /** The kind that was asked for last, or the usual one where none ever was. */
    private void keepLeast(
            Map<Kind, Wanted> wanted, Map<Kind, SessionPlan> ever, Place place, Function<String, SessionPlan> usual) {
        int missing = bounds.of(place.queue()).least() - count(wanted, place);
        if (missing <= 0) {
            return;
        }
        Optional<Kind> last = ever.keySet().stream().filter(place::has).findFirst();
        SessionPlan plan = last.map(ever::get).orElseGet(() -> usual.apply(place.queue()));
        jvm.apply(plan)
                .map(text -> new Kind(place.projectId(), place.queue(), text))
                .ifPresent(kind -> wanted.merge(
                        kind,
                        new Wanted(missing, plan),
                        (one, more) -> new Wanted(one.count() + more.count(), one.plan())));
    }
}
