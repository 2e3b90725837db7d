package io.hearth.server.session;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** Knows since when no session started or ran a statement. Thread-safe. */
final class Quiet {

    private final Clock clock;
    private final AtomicLong lastActive = new AtomicLong(Long.MIN_VALUE);
    private volatile Runnable onActivity = () -> {};

    Quiet(Clock clock) {
        this.clock = clock;
    }

    /** @param listener told of every activity, quickly, on the thread that begins it */
    void whenOver(Runnable listener) {
        onActivity = listener;
    }

    /** A session begins to start, or to run a statement. */
    void end() {
        seenActive();
        onActivity.run();
    }

    /** A session was seen to do so. */
    void seenActive() {
        lastActive.set(clock.millis());
    }

    /** Whether nothing was active for so long, milliseconds. */
    boolean hasLasted(long millis) {
        long last = lastActive.get();
        return last == Long.MIN_VALUE || clock.millis() - last >= millis;
    }
}
