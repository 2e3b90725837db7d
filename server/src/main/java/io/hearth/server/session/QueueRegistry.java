package io.hearth.server.session;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.hearth.server.session.SessionStore.Transaction;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The queues, for callers. Queues come and go under the lock of admission, so a session is created either before its
 * queue is deleted, which is refused then, or after, when there is no such queue.
 */
final class QueueRegistry implements Queues {

    private final SessionStore store;
    private final int mostQueues;
    private final IdSource ids;
    private final TimeLine timeLine;
    private final Set<String> builtIn = new HashSet<>();

    /** @param mostQueues how many queues a project may have */
    QueueRegistry(SessionStore store, int mostQueues, IdSource ids, TimeLine timeLine) {
        this.store = store;
        this.mostQueues = mostQueues;
        this.ids = ids;
        this.timeLine = timeLine;
    }

    /** Makes queues that are not there yet and gives the others their size. Called before callers are let in. */
    void provide(String projectId, List<QueuePlan> plans) {
        store.run(transaction -> {
            // Another gateway may be starting on the same empty database.
            transaction.queues().lockAdmission();
            for (QueuePlan plan : plans) {
                builtIn.add(projectId + "/" + plan.name());
                Queue queue = plan.made(projectId, null, ids.newId(), timeLine.now());
                if (transaction.queues().find(projectId, plan.name()).isPresent()) {
                    transaction.queues().resize(queue);
                } else {
                    transaction.queues().insert(queue);
                }
            }
        });
    }

    @Override
    public Queue create(String projectId, @Nullable String owner, QueuePlan plan) {
        return store.inTransaction(transaction -> {
            transaction.queues().lockAdmission();
            if (transaction.queues().find(projectId, plan.name()).isPresent()) {
                throw new GatewayException(ErrorCode.ALREADY_EXISTS, Message.QUEUE_EXISTS, plan.name());
            }
            int count = transaction.queues().count(projectId);
            if (count >= mostQueues) {
                throw new GatewayException(
                        ErrorCode.LIMIT_REACHED, Message.TOO_MANY_QUEUES, projectId, count, mostQueues);
            }
            Queue queue = plan.made(projectId, owner, ids.newId(), timeLine.now());
            transaction.queues().insert(queue);
            return queue;
        });
    }

    @Override
    public Queue find(String projectId, String name) {
        return store.inTransaction(transaction -> require(transaction, projectId, name));
    }

    private static Queue require(Transaction transaction, String projectId, String name) {
        return QueueName.kept(name)
                .flatMap(kept -> transaction.queues().find(projectId, kept))
                .orElseThrow(() -> new GatewayException(ErrorCode.NOT_FOUND, Message.NO_SUCH_QUEUE, name));
    }

    @Override
    public List<Queue> list(String projectId) {
        return store.inTransaction(transaction -> transaction.queues().list(projectId));
    }

    @Override
    public void delete(String projectId, String name) {
        store.run(transaction -> {
            transaction.queues().lockAdmission();
            Queue queue = require(transaction, projectId, name);
            if (builtIn.contains(projectId + "/" + queue.name())) {
                throw new GatewayException(ErrorCode.NOT_SUPPORTED, Message.QUEUE_BUILT_IN, queue.name());
            }
            int living = transaction.queues().countLiving(projectId, queue.name());
            if (living > 0) {
                throw new GatewayException(ErrorCode.NOT_SUPPORTED, Message.QUEUE_IN_USE, queue.name(), living);
            }
            transaction.queues().delete(projectId, queue.name());
        });
    }
}
