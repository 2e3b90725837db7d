package io.hearth.server.session;

import java.util.Optional;

/** What the submission of a statement asks of the rows, which is asked more often than all else. As its transaction. */
public interface SubmissionRows {

    /** The session, held against every other transaction until this one ends. */
    Optional<Session> lock(String projectId, String sessionId);

    /** Of a session whose lock is held. */
    Line line(String sessionId);

    void insert(Statement statement, long now);

    /** Counts the session's statements on, and keeps its state and times. */
    void advance(Session session);

    /**
     * Where a new statement finds itself.
     *
     * @param number the number that it gets
     * @param waiting how many statements wait
     */
    record Line(int number, int waiting) {}
}
