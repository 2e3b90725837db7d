package io.hearth.server.session;

import java.util.List;
import java.util.Optional;

/** The queues, and what is taken of them. */
public interface QueueRows {

    /** Until the end of the transaction nobody else admits a session. */
    void lockAdmission();

    Optional<Queue> find(String projectId, String name);

    List<Queue> all();

    void insert(Queue queue);

    /** Changes the CUs of a queue that is there. */
    void resize(Queue queue);

    /** What sessions whose driver may live take of a queue. */
    long computeUnitsTaken(String projectId, String name);

    /** What drivers that may live take of the machine's memory, bytes. */
    long memoryTaken();
}
