package io.hearth.server.http;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.hearth.server.session.Queue;
import io.hearth.server.session.QueuePlan;
import io.hearth.server.session.QueueState;
import io.hearth.server.session.Queues;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Queues without a database. */
final class InMemoryQueues implements Queues {

    private final NavigableMap<String, Queue> queues = new TreeMap<>();

    @Override
    public synchronized Queue create(String projectId, @Nullable String owner, QueuePlan plan) {
        Queue queue = new Queue(
                projectId,
                plan.name(),
                plan.computeUnits(),
                owner,
                plan.description(),
                plan.backend(),
                plan.type(),
                plan.resourceMode(),
                plan.chargingMode(),
                plan.platform(),
                plan.feature(),
                plan.enterpriseProjectId(),
                plan.labels(),
                plan.tags(),
                "f28a0d0c-0a37-4bd4-8d1d-1416031e5151",
                1_531_906_043_036L,
                QueueState.AVAILABLE);
        if (queues.putIfAbsent(plan.name(), queue) != null) {
            throw new GatewayException(ErrorCode.ALREADY_EXISTS, Message.QUEUE_EXISTS, plan.name());
        }
        return queue;
    }

    @Override
    public synchronized Queue find(String projectId, String name) {
        Queue queue = queues.get(name.toLowerCase(Locale.ROOT));
        if (queue == null || !queue.projectId().equals(projectId)) {
            throw new GatewayException(ErrorCode.NOT_FOUND, Message.NO_SUCH_QUEUE, name);
        }
        return queue;
    }

    @Override
    public synchronized List<Queue> list(String projectId) {
        return queues.values().stream()
                .filter(queue -> queue.projectId().equals(projectId))
                .toList();
    }

    @Override
    public synchronized void delete(String projectId, String name) {
        queues.remove(find(projectId, name).name());
    }
}
