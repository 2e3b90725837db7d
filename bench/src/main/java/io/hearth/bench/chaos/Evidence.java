package io.hearth.bench.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What clients were told, as far as anything can be held against it later. Thread-safe. */
final class Evidence {

    private final Set<String> createKeys = ConcurrentHashMap.newKeySet();
    private final Set<SessionTold> sessions = ConcurrentHashMap.newKeySet();
    private final Set<StatementTold> statements = ConcurrentHashMap.newKeySet();
    private final Set<EndTold> ends = ConcurrentHashMap.newKeySet();
    private final Set<Refusal> refusals = ConcurrentHashMap.newKeySet();
    private final List<String> broken = new ArrayList<>();
    private final CallCounts counts = new CallCounts();

    /** A session that a POST was answered with. */
    record SessionTold(String key, String sessionId) {}

    /** A statement that a POST was answered with. */
    record StatementTold(String key, String sessionId, int number, String code) {}

    /**
     * The end of a statement that a GET was answered with.
     *
     * @param text what it printed, as far as the answer tells
     */
    record EndTold(String sessionId, int number, String state, String text) {}

    /** A call about a session that was refused because of the session's state. */
    record Refusal(String sessionId, String call, String answer) {}

    /** A session is about to be asked for with this key, perhaps several times. */
    void asked(String key) {
        createKeys.add(key);
    }

    void told(SessionTold session) {
        sessions.add(session);
    }

    void told(StatementTold statement) {
        statements.add(statement);
    }

    void told(EndTold end) {
        ends.add(end);
    }

    void refused(Refusal refusal) {
        refusals.add(refusal);
    }

    /** A promise was seen to be broken at once. */
    void broken(String what) {
        synchronized (broken) {
            broken.add(what);
        }
    }

    CallCounts counts() {
        return counts;
    }

    Set<String> createKeys() {
        return Set.copyOf(createKeys);
    }

    Set<SessionTold> sessions() {
        return Set.copyOf(sessions);
    }

    Set<StatementTold> statements() {
        return Set.copyOf(statements);
    }

    Set<EndTold> ends() {
        return Set.copyOf(ends);
    }

    Set<Refusal> refusals() {
        return Set.copyOf(refusals);
    }

    List<String> broken() {
        synchronized (broken) {
            return List.copyOf(broken);
        }
    }
}
