package io.hearth.bench.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Something that goes wrong.
 *
 * @param atMillis when, from the beginning
 * @param lastsMillis how long, for what goes over by itself; for a gateway that is gone, until it is started again
 * @param target which gateway or driver, modulo how many there are at the time
 */
record Fault(Kind kind, long atMillis, long lastsMillis, int target) {

    private static final int LEAST_BETWEEN_MILLIS = 1_500;
    private static final int MORE_BETWEEN_MILLIS = 4_000;
    private static final int LEAST_MILLIS = 300;
    private static final int MORE_MILLIS = 7_000;

    /** What can go wrong; how often each does, among all. */
    enum Kind {
        GATEWAY_KILL(4),
        GATEWAY_TERM(2),
        GATEWAY_PAUSE(2),
        DRIVER_KILL(4),
        DRIVER_PAUSE(2),
        DRIVER_NETWORK_CUT(3),
        DRIVER_NETWORK_HOLD(2),
        DATABASE_NETWORK_CUT(2),
        DATABASE_NETWORK_HOLD(1),
        DATABASE_PAUSE(1),
        DATABASE_CRASH(1);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }
    }

    /** The faults of a run, of some kinds, one after the other; some begin before another is over. */
    static List<Fault> plan(long seed, Duration lasts, Set<Kind> kinds) {
        List<Kind> choices = new ArrayList<>();
        for (Kind kind : new TreeSet<>(kinds)) {
            for (int i = 0; i < kind.weight; i++) {
                choices.add(kind);
            }
        }
        Random random = new Random(seed);
        List<Fault> faults = new ArrayList<>();
        long at = LEAST_BETWEEN_MILLIS;
        while (at < lasts.toMillis()) {
            faults.add(new Fault(
                    choices.get(random.nextInt(choices.size())),
                    at,
                    LEAST_MILLIS + random.nextInt(MORE_MILLIS),
                    random.nextInt(1000)));
            at += LEAST_BETWEEN_MILLIS + random.nextInt(MORE_BETWEEN_MILLIS);
        }
        return faults;
    }

    @Override
    public String toString() {
        return "%.1f s: %s %d for %.1f s"
                .formatted(
                        atMillis / 1e3,
                        kind.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        target,
                        lastsMillis / 1e3);
    }
}
