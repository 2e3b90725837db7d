package io.hearth.server.http;

import io.hearth.server.session.Notices;
import io.hearth.server.session.Queue;
import io.hearth.server.session.QueuePlanner;
import io.hearth.server.session.QueueRequest;
import io.hearth.server.session.Queues;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The calls of section 4 of the contract: the same objects as queues and, in older clients, as clusters. */
final class QueueHandlers {

    private final Queues queues;
    private final QueuePlanner planner;

    QueueHandlers(Queues queues, QueuePlanner planner) {
        this.queues = queues;
        this.planner = planner;
    }

    void create(Exchange exchange) {
        QueueRequest request = QueueRequestDecoder.queue(exchange.body());
        Queue queue = make(exchange, exchange.project(), request);
        String message = String.join("; ", Notices.ofIgnored(request.ignoredFields()));
        exchange.answer(QueueEncoder.success().put("message", message).put("queue_name", queue.name()));
    }

    void createCluster(Exchange exchange) {
        make(exchange, exchange.project(), QueueRequestDecoder.cluster(exchange.body()));
        exchange.answerCreated();
    }

    private Queue make(Exchange exchange, String project, QueueRequest request) {
        AuditLog.object(exchange.context(), "queue " + request.name());
        return queues.create(project, exchange.caller().user(), planner.plan(request));
    }

    void list(Exchange exchange) {
        String project = exchange.project();
        @Nullable String type = exchange.query().queueType();
        ObjectNode json = QueueEncoder.success();
        ArrayNode list = json.putArray("queues");
        queues.list(project).stream()
                .filter(queue -> type == null || queue.type().equals(type))
                .forEach(queue -> list.add(QueueEncoder.listed(queue)));
        exchange.answer(json);
    }

    void listClusters(Exchange exchange) {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("clusters");
        queues.list(exchange.project()).forEach(queue -> list.add(QueueEncoder.cluster(queue)));
        exchange.answer(json);
    }

    void show(Exchange exchange) {
        exchange.answer(QueueEncoder.shown(find(exchange)));
    }

    void showCluster(Exchange exchange) {
        exchange.answer(QueueEncoder.cluster(find(exchange)));
    }

    private Queue find(Exchange exchange) {
        return queues.find(exchange.project(), exchange.queueName());
    }

    void delete(Exchange exchange) {
        queues.delete(exchange.project(), exchange.queueName());
        exchange.answer(QueueEncoder.success());
    }

    void deleteCluster(Exchange exchange) {
        queues.delete(exchange.project(), exchange.queueName());
    }
}
