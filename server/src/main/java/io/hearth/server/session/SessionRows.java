package io.hearth.server.session;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sessions. */
public interface SessionRows {

    /** Adds a session; its ordinal is given by the store, the one in the argument is ignored. */
    void insert(Session session);

    Optional<Session> find(String projectId, String id);

    /** The session, held against every other transaction until this one ends. */
    Optional<Session> lock(String id);

    /** As {@link #lock(String)}; empty when the session is another project's. */
    Optional<Session> lock(String projectId, String id);

    /** Replaces what may change: state, application, times, driver and cause. */
    void update(Session session);

    /** Newest first. */
    List<Session> page(String projectId, @Nullable String queue, int from, int size);

    int count(String projectId, @Nullable String queue);

    /** How many sessions of a project are in no final state. */
    int countOpen(String projectId);

    /** Every session in no final state, oldest first. */
    List<Session> open();

    /** Sessions that wait for room, those that came first first. */
    List<Session> waiting();

    /** The ids of sessions that a driver holds. */
    List<String> heldBy(String driverId);

    /** Ids of idle sessions whose time-out is over. */
    List<String> idleTooLong(long now);

    /** Ids of sessions that are still starting though their driver was launched before that time. */
    List<String> startingSince(long launchedBefore);

    /** Takes the next statement number of a locked session. */
    int takeStatementNumber(String id);
}
