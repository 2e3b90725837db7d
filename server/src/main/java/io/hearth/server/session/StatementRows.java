package io.hearth.server.session;

import java.util.List;
import java.util.Optional;

/** The statements. Whoever changes one holds the lock of its session. */
public interface StatementRows {

    Optional<Statement> find(String sessionId, int number);

    /** Replaces state, progress and outcome. */
    void update(Statement statement, long now);

    /** Takes note that the driver is told now to cancel it. */
    void cancelOrdered(String sessionId, int number, long now);

    /** When its driver was last told to cancel it, milliseconds since the epoch; empty when that never was. */
    Optional<Long> cancelOrderedAt(String sessionId, int number);

    /** Sessions whose driver was, or should have been, told before then to cancel the statement that it still holds. */
    List<String> cancelsOrderedBefore(long before);

    /** Oldest first. */
    List<Statement> page(String sessionId, int from, int size);

    /** How many characters each statement of such a page has, code and outcome together. */
    List<Long> pageLengths(String sessionId, int from, int size);

    int count(String sessionId);

    /** The waiting statement that came first. */
    Optional<Statement> nextWaiting(String sessionId);

    /** The statement that the session's driver holds. */
    Optional<Statement> inDriver(String sessionId);

    /**
     * Those that ended well and may run again in another driver, oldest first and without their outcome, as far as so many
     * characters of code go; each counts for a hundred more than it has. Of SQL only what is recoverable.
     */
    List<Statement> repeatable(String sessionId, long mostCharacters);

    /** Every statement in a final state, oldest first. */
    List<FinishedStatement> finished(String sessionId);

    /** Every statement in no final state, oldest first. */
    List<Statement> open(String sessionId);
}
