package io.hearth.server.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What callers can do with queues. Thread-safe. Names of any case are taken. */
public interface Queues {

    /** Commits a new queue; throws ALREADY_EXISTS for a name that is taken and LIMIT_REACHED for one queue too many. */
    Queue create(String projectId, @Nullable String owner, QueuePlan plan);

    /** Throws NOT_FOUND for a queue that does not exist. */
    Queue find(String projectId, String name);

    /** The queues of a project, by name. */
    List<Queue> list(String projectId);

    /** Removes a queue on which no session lives; throws NOT_FOUND, and NOT_SUPPORTED where it may not be removed. */
    void delete(String projectId, String name);
}
