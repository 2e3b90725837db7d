package io.hearth.server.retention;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what is due, when it is this gateway's turn. The turn of a gateway that was killed is over by time, five minutes after its
 * last step. It saves work and protects nothing: every step may be done by two at once. Thread-safe.
 */
public final class Retention {

    /** Between two runs. */
    static final Duration INTERVAL = Duration.ofMinutes(10);

    /** Longer than any step takes. */
    private static final Duration TURN = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final Turn turn;
    private final String holder;
    private final List<Removal> removals;
    private final RetentionMeter meter;
    private final Clock clock;
    private volatile boolean closed;

    /**
     * @param holder what tells this gateway from others
     * @param removals in the order in which they are done
     */
    public Retention(Turn turn, String holder, List<Removal> removals, RetentionMeter meter, Clock clock) {
        this.turn = turn;
        this.holder = holder;
        this.removals = List.copyOf(removals);
        this.meter = meter;
        this.clock = clock;
    }

    /** Looks whether it is due and this gateway's turn; removes all that is to be removed then. Called every few seconds. */
    public void look() {
        Instant begin = clock.instant();
        if (closed || !turn.take(holder, begin.toEpochMilli(), begin.plus(TURN).toEpochMilli())) {
            return;
        }
        boolean finished = removals.stream().allMatch(this::removeAll);
        if (closed) {
            turn.extend(holder, clock.millis());
        } else if (finished) {
            turn.extend(holder, clock.instant().plus(INTERVAL).toEpochMilli());
            meter.ran(begin, Duration.between(begin, clock.instant()));
        }
    }

    /** Whether the turn is this gateway's still; a kind that fails holds up no other. */
    private boolean removeAll(Removal removal) {
        int removed = 0;
        try {
            for (int count = removal.step().remove();
                    count > 0;
                    count = removal.step().remove()) {
                removed += count;
                meter.removed(removal.kind(), count);
                if (!goesOn()) {
                    return false;
                }
            }
        } catch (IOException | RuntimeException e) {
            meter.failed(removal.kind());
            LOG.warn("retention of {} stopped, the next run goes on", removal.kind(), e);
        }
        if (removed > 0) {
            LOG.info("retention removed {} {}", removed, removal.kind());
        }
        return goesOn();
    }

    private boolean goesOn() {
        return !closed && turn.extend(holder, clock.instant().plus(TURN).toEpochMilli());
    }

    /** Begins nothing more. A step that has begun comes to its end. */
    public void close() {
        closed = true;
    }
}
