package io.hearth.server.retention;

import io.hearth.server.objects.Contents;
import io.hearth.server.objects.SessionObjects;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every kind of what is removed, for the settings of a gateway. */
public final class Removals {

    private static final int ROWS_AT_ONCE = 1_000;

    private Removals() {}

    /**
     * The kinds, in the order in which they are to be done.
     *
     * @param sessionsKept how long after its end a session is kept; empty for ever
     * @param contentKept how long content is kept that no package has; empty for ever
     * @param tokens removes a few of the tokens that have expired
     */
    public static List<Removal> of(
            Leftovers leftovers,
            SessionObjects objects,
            Contents contents,
            Optional<Duration> sessionsKept,
            Optional<Duration> contentKept,
            Removal.Step tokens,
            Clock clock) {
        List<Removal> removals = new ArrayList<>();
        removals.add(new Removal("tokens", tokens));
        removals.add(new Removal("keys", () -> leftovers.removeRequestKeys(clock.millis(), ROWS_AT_ONCE)));
        sessionsKept.ifPresent(kept -> {
            removals.add(new Removal("sessions", new SessionRemoval(leftovers, objects, kept, clock)));
            removals.add(new Removal(
                    "drivers", () -> leftovers.removeDrivers(clock.millis() - kept.toMillis(), ROWS_AT_ONCE)));
        });
        contentKept.ifPresent(kept -> removals.add(new Removal("contents", new ContentRemoval(contents, kept, clock))));
        return removals;
    }
}
