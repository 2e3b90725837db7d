package io.hearth.server.auth;

import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.hearth.server.error.Quoted;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slows down who guesses. Wrong passwords and signatures are counted for each pair of a user or access key and an address:
 * neither can anybody lock a user out from elsewhere, nor does one user's mistake stop others behind the same address.
 *
 * <p>With the last failure that is allowed the pair is refused for a minute, with each further one for twice as long, up to
 * the window. A success, or a window without a failure, clears the pair. When more pairs fail than there is room for, the one
 * that failed longest ago is forgotten; those that have to wait have room of their own, so that junk does not free them. Every gateway counts for itself. Thread-safe.
 */
final class FailureLimits {

    private static final Logger LOG = LoggerFactory.getLogger(FailureLimits.class);
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final int MAX_DOUBLINGS = 20;

    private final int allowed;
    private final Duration window;
    private final Clock clock;
    private final int capacity;
    private final Map<Pair, Failures> waiting = new LinkedHashMap<>();
    private final Map<Pair, Failures> pairs = new LinkedHashMap<>();

    FailureLimits(int allowed, Duration window, int capacity, Clock clock) {
        this.allowed = allowed;
        this.window = window;
        this.clock = clock;
        this.capacity = capacity;
    }

    /** @param subject name of a user or id of an access key, as the caller gave it */
    record Pair(String subject, String address) {}

    /** Refuses a pair that has to wait, whatever it presents. */
    synchronized void check(Pair pair) {
        Failures failures = waiting.get(pair);
        if (failures == null) {
            return;
        }
        Duration wait = Duration.between(clock.instant(), failures.refusedUntil());
        if (!wait.isNegative() && !wait.isZero()) {
            throw GatewayException.tooManyRequests(wait, Message.TOO_MANY_FAILURES);
        }
    }

    synchronized void failed(Pair pair) {
        Instant now = clock.instant();
        Failures before = remove(pair);
        boolean goesOn = before != null && now.isBefore(before.last().plus(window));
        int count = goesOn && before != null ? before.count() + 1 : 1;
        Map<Pair, Failures> kept = count < allowed ? pairs : waiting;
        kept.put(pair, new Failures(count, now, now.plus(pause(count))));
        if (kept.size() > capacity) {
            kept.remove(kept.keySet().iterator().next());
        }
        LOG.info("Failed attempt {} of {} from {}", count, Quoted.value(pair.subject()), Quoted.value(pair.address()));
    }

    synchronized void succeeded(Pair pair) {
        remove(pair);
    }

    private @Nullable Failures remove(Pair pair) {
        Failures failures = waiting.remove(pair);
        return failures == null ? pairs.remove(pair) : failures;
    }

    synchronized int size() {
        return pairs.size() + waiting.size();
    }

    private Duration pause(int count) {
        if (count < allowed) {
            return Duration.ZERO;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(count - allowed, MAX_DOUBLINGS));
        return pause.compareTo(window) < 0 ? pause : window;
    }

    private record Failures(int count, Instant last, Instant refusedUntil) {}
}
