package io.hearth.server.session;

import io.hearth.server.session.SessionStore.Transaction;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Writes what happens to sessions, and the time it happens. */
final class TimeLine {

    /** The driver of a session that was recovering is back. */
    static final String RECONNECTED = "reconnected";

    private final Clock clock;

    TimeLine(Clock clock) {
        this.clock = clock;
    }

    long now() {
        return clock.millis();
    }

    void note(Transaction transaction, String sessionId, String event, @Nullable String detail) {
        transaction.events().append(sessionId, new SessionEvent(now(), event, detail));
    }
}
