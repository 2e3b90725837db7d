package io.hearth.server.session;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sessions. */
public interface SessionRows {

    /** Adds a session; its ordinal is given by the store, the one in the argument is ignored. */
    void insert(Session session);

    Optional<Session> find(String projectId, String id);

    /** The session, of whatever project. */
    Optional<Session> find(String id);

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

    /** How many of a project's sessions that one user created are in no final state. */
    int countOpen(String projectId, String owner);

    /** Every session in no final state, oldest first. */
    List<Session> open();

    /** The latest sessions of all projects, newest first. */
    List<Session> newest(int most);

    /** How many sessions start or run a statement. */
    int countActive();

    /** The session that is to start next on a queue: of the highest priority that waits there, the one that came first. */
    Optional<Session> firstWaiting(String projectId, String queue);

    /** {@link #firstWaiting} of every queue, oldest first. */
    List<Session> firstWaitingOfEachQueue();

    /** How many sessions wait for the queue of a waiting session until it is its turn, itself included. */
    int placeInLine(Session session);

    /** The places of all sessions that wait for some queues of a project, by their ids; 1 is next. */
    Map<String, Integer> placesInLine(String projectId, Collection<String> queues);

    /** The ids of sessions that a driver holds. */
    List<String> heldBy(String driverId);

    /** Ids of idle sessions whose time-out is over. */
    List<String> idleTooLong(long now);

    /** Ids of sessions that are still starting though their driver was launched, or taken from the pool, before that time. */
    List<String> startingSince(long before);

    /** The log of a session goes on with the beginning of what another driver writes. */
    void logBeginsAnew(String id);
}
