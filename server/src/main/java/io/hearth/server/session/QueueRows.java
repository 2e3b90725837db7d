package io.hearth.server.session;

import java.util.List;
import java.util.Optional;

/** The queues, and what is taken of them. */
public interface QueueRows {

    /** Until the end of the transaction nobody else admits a session, and no queue comes or goes. */
    void lockAdmission();

    Optional<Queue> find(String projectId, String name);

    /** The queues of a project, by name. */
    List<Queue> list(String projectId);

    int count(String projectId);

    void insert(Queue queue);

    /** Changes the CUs of a queue that is there; what a row of an older version lacks is filled in. */
    void resize(Queue queue);

    void delete(String projectId, String name);

    /** How many sessions of a queue are neither final nor shutting down. */
    int countLiving(String projectId, String name);

    /** What sessions whose driver may live take of a queue. */
    long computeUnitsTaken(String projectId, String name);

    /** What drivers that may live take of a machine's memory, those of the pool left out, bytes. */
    long memoryTaken(String machine);

    /** How many drivers start on a machine for new sessions that were launched after a time, milliseconds since the epoch. */
    int startingSince(String machine, long after);
}
