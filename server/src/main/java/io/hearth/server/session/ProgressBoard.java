package io.hearth.server.session;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** How far running statements are. Kept in memory only: the next report replaces what a crash forgot. Thread-safe. */
final class ProgressBoard {

    private final ConcurrentMap<Key, Double> fractions = new ConcurrentHashMap<>();

    void report(String sessionId, int statement, double fraction) {
        fractions.put(new Key(sessionId, statement), Math.min(1, Math.max(0, fraction)));
    }

    void forget(String sessionId, int statement) {
        fractions.remove(new Key(sessionId, statement));
    }

    void forget(String sessionId) {
        fractions.keySet().removeIf(key -> key.sessionId().equals(sessionId));
    }

    Statement onto(Statement statement) {
        if (!statement.state().isInDriver()) {
            return statement;
        }
        Double fraction = fractions.get(new Key(statement.sessionId(), statement.number()));
        return fraction == null ? statement : statement.at(fraction);
    }

    private record Key(String sessionId, int statement) {}
}
