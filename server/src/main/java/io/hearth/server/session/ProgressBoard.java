package io.hearth.server.session;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far running statements are. Kept in memory only: the next report replaces what a crash forgot. What nobody forgets, since
 * another gateway had the driver, gives way to what is newer. Thread-safe.
 */
final class ProgressBoard {

    private static final int MOST = 20_000;

    // Guarded by this.
    private final Map<Key, Told> told = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Told> eldest) {
            return size() > MOST;
        }
    };

    private record Key(String sessionId, int statement) {}

    /** @param passedOnAt when others were told last, milliseconds since the epoch */
    private record Told(double fraction, long passedOnAt) {}

    synchronized void report(String sessionId, int statement, double fraction) {
        Key key = new Key(sessionId, statement);
        Told before = told.get(key);
        told.put(key, new Told(Math.min(1, Math.max(0, fraction)), before == null ? 0 : before.passedOnAt()));
    }

    /** Whether others were not told of a statement for so long; then it is taken that they are now. */
    synchronized boolean passOn(String sessionId, int statement, long now, long pauseMillis) {
        Key key = new Key(sessionId, statement);
        Told latest = told.get(key);
        if (latest == null || now - latest.passedOnAt() < pauseMillis) {
            return false;
        }
        told.put(key, new Told(latest.fraction(), now));
        return true;
    }

    synchronized void forget(String sessionId, int statement) {
        told.remove(new Key(sessionId, statement));
    }

    synchronized void forget(String sessionId) {
        told.keySet().removeIf(key -> key.sessionId().equals(sessionId));
    }

    Statement onto(Statement statement) {
        if (!statement.state().isInDriver()) {
            return statement;
        }
        Told latest = find(new Key(statement.sessionId(), statement.number()));
        return latest == null ? statement : statement.at(latest.fraction());
    }

    private synchronized @Nullable Told find(Key key) {
        return told.get(key);
    }
}
