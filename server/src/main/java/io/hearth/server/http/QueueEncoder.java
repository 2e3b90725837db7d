package io.hearth.server.http;

import io.hearth.server.session.Queue;
import java.util.Objects;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A queue as the contract shows it, in its three spellings. Strings are strings: nobody and nothing are empty ones. */
final class QueueEncoder {

    private QueueEncoder() {}

    static ObjectNode cluster(Queue queue) {
        return Json.object()
                .put("create_time", queue.createdAt())
                .put("cu_count", queue.computeUnits())
                .put("description", queue.description())
                .put("owner", owner(queue))
                .put("cluster_name", queue.name())
                .put("status", queue.state().name())
                .put("resource_mode", queue.resourceMode());
    }

    static ObjectNode listed(Queue queue) {
        ObjectNode json = Json.object()
                .put("queue_name", queue.name())
                .put("description", queue.description())
                .put("owner", owner(queue))
                .put("create_time", queue.createdAt())
                .put("queue_type", queue.type())
                .put("cu_count", queue.computeUnits())
                .put("charging_mode", queue.chargingMode());
        return addRest(json, queue);
    }

    static ObjectNode shown(Queue queue) {
        ObjectNode json = success()
                .put("queueName", queue.name())
                .put("description", queue.description())
                .put("owner", owner(queue))
                .put("create_time", queue.createdAt())
                .put("queueType", queue.type())
                .put("cuCount", queue.computeUnits())
                .put("chargingMode", queue.chargingMode());
        return addRest(json, queue);
    }

    /** What calls about queues, but not about clusters, answer with. */
    static ObjectNode success() {
        return Json.object().put("is_success", true).put("message", "");
    }

    private static ObjectNode addRest(ObjectNode json, Queue queue) {
        json.put("resource_id", queue.resourceId())
                .put("resource_mode", queue.resourceMode())
                .put("enterprise_project_id", queue.enterpriseProjectId())
                .put("platform", queue.platform())
                .put("is_restarting", false)
                .put("labels", labels(queue))
                .put("feature", queue.feature());
        ArrayNode tags = json.putArray("tags");
        queue.tags().forEach(tag -> tags.addObject().put("key", tag.key()).put("value", tag.value()));
        return json;
    }

    /** The array that was given, as a text: DLI types this field as a string of JSON. */
    private static String labels(Queue queue) {
        return queue.labels().isEmpty() ? "" : Json.text(Json.strings(queue.labels()));
    }

    private static String owner(Queue queue) {
        return Objects.requireNonNullElse(queue.owner(), "");
    }
}
