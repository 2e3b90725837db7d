package io.hearth.server.session;

import java.util.List;
import java.util.Optional;

/** The statements. Whoever changes one holds the lock of its session. */
public interface StatementRows {

    void insert(Statement statement, long createdAt);

    Optional<Statement> find(String sessionId, int number);

    /** Replaces state, progress and outcome. */
    void update(Statement statement, long now);

    /** Oldest first. */
    List<Statement> page(String sessionId, int from, int size);

    /** How many characters each statement of such a page has, code and outcome together. */
    List<Long> pageLengths(String sessionId, int from, int size);

    int count(String sessionId);

    int countWaiting(String sessionId);

    /** The waiting statement that came first. */
    Optional<Statement> nextWaiting(String sessionId);

    /** The statement that the session's driver holds. */
    Optional<Statement> inDriver(String sessionId);

    /** Every statement in no final state, oldest first. */
    List<Statement> open(String sessionId);
}
