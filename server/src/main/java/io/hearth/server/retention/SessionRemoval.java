package io.hearth.server.retention;

import io.hearth.server.objects.SessionObjects;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes sessions that have been over for long enough. Their objects go first and their rows last: as long as the row of a session is
 * there, a run that was broken off finds it again, while nobody would ever find objects without one.
 */
final class SessionRemoval implements Removal.Step {

    private static final int AT_ONCE = 20;
    private static final Logger LOG = LoggerFactory.getLogger(SessionRemoval.class);

    private final Leftovers leftovers;
    private final SessionObjects objects;
    private final Duration kept;
    private final Clock clock;

    SessionRemoval(Leftovers leftovers, SessionObjects objects, Duration kept, Clock clock) {
        this.leftovers = leftovers;
        this.objects = objects;
        this.kept = kept;
        this.clock = clock;
    }

    /** One that cannot be removed holds up no other, until a whole handful cannot be. */
    @Override
    public int remove() throws IOException {
        int removed = 0;
        @Nullable Exception failure = null;
        for (String id : leftovers.sessionsOver(clock.millis() - kept.toMillis(), AT_ONCE)) {
            try {
                objects.remove(id);
                if (leftovers.removeSession(id)) {
                    removed++;
                }
            } catch (IOException | RuntimeException e) {
                LOG.warn("session {} could not be removed", id, e);
                failure = e;
            }
        }
        if (removed == 0 && failure != null) {
            throw new IOException("some sessions could not be removed", failure);
        }
        return removed;
    }
}
