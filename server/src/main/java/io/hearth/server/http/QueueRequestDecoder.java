package io.hearth.server.http;

import io.hearth.server.error.Message;
import io.hearth.server.session.Queue.Tag;
import io.hearth.server.session.QueueRequest;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the body that makes a queue, by either of its names. Looks at types only. */
final class QueueRequestDecoder {

    private QueueRequestDecoder() {}

    /** As DLI has it, a queue that names no type is one for SQL. */
    static QueueRequest queue(ObjectNode body) {
        return decode(body, "queue_name", "sql");
    }

    /** What was called a cluster has always run sessions. */
    static QueueRequest cluster(ObjectNode body) {
        return decode(body, "cluster_name", "general");
    }

    private static QueueRequest decode(ObjectNode body, String nameField, String typeWhenAbsent) {
        FieldReader fields = new FieldReader(body, "");
        return new QueueRequest(
                nameField,
                fields.text(nameField),
                typeWhenAbsent,
                fields.text("queue_type"),
                fields.text("description"),
                fields.integer("cu_count"),
                fields.integer("resource_mode"),
                fields.integer("charging_mode"),
                fields.text("platform"),
                fields.text("feature"),
                fields.text("enterprise_project_id"),
                fields.texts("labels"),
                fields.list("tags", Message.TYPE_ARRAY_OF_TAGS, QueueRequestDecoder::tag),
                unknown(fields));
    }

    /** Asked when all others were taken. */
    private static List<String> unknown(FieldReader fields) {
        UnknownFields unknown = new UnknownFields();
        fields.reportUnknown(unknown);
        return unknown.paths();
    }

    private static Tag tag(String path, JsonNode value) {
        if (!(value instanceof ObjectNode object)) {
            throw FieldReader.wrongType(path, Message.TYPE_OBJECT_OF_STRINGS, value);
        }
        FieldReader fields = new FieldReader(object, path);
        return new Tag(fields.requiredText("key"), Objects.requireNonNullElse(fields.text("value"), ""));
    }
}
