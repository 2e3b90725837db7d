package io.hearth.server.http;

import io.hearth.server.error.Message;
import io.hearth.server.session.SessionRequest;
import io.hearth.server.session.SessionRequest.GroupReference;
import io.hearth.server.session.SessionRequest.ResourceReference;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the body of {@code POST /sessions}. Looks at types only; what the values mean is the planner's to judge. */
final class SessionRequestDecoder {

    private final UnknownFields unknown = new UnknownFields();

    private SessionRequestDecoder() {}

    static SessionRequest decode(ObjectNode body) {
        return new SessionRequestDecoder().request(new FieldReader(body, ""));
    }

    private SessionRequest request(FieldReader fields) {
        String kind = fields.text("kind");
        String queue = fields.text("queue");
        String clusterName = fields.text("cluster_name");
        String scType = fields.text("sc_type");
        List<String> jars = fields.texts("jars");
        List<String> pyFiles = fields.texts("pyFiles");
        List<String> files = fields.texts("files");
        List<String> modules = fields.texts("modules");
        List<ResourceReference> resources = fields.list("resources", Message.TYPE_ARRAY_OF_RESOURCES, this::resource);
        List<GroupReference> groups = fields.list("groups", Message.TYPE_ARRAY_OF_GROUPS, this::group);
        Map<String, String> conf = conf(fields.take("conf"));
        String name = fields.text("name");
        Long heartbeatTimeout = fields.integer("heartbeatTimeoutInSecond");
        String driverMemory = fields.text("driverMemory");
        Long driverCores = fields.integer("driverCores");
        String executorMemory = fields.text("executorMemory");
        Long executorCores = fields.integer("executorCores");
        Long numExecutors = fields.integer("numExecutors");
        boolean recover = fields.flag("recover");
        fields.reportUnknown(unknown);
        return new SessionRequest(
                kind,
                queue,
                clusterName,
                scType,
                jars,
                pyFiles,
                files,
                modules,
                resources,
                groups,
                conf,
                name,
                heartbeatTimeout,
                driverMemory,
                driverCores,
                executorMemory,
                executorCores,
                numExecutors,
                recover,
                unknown.paths());
    }

    private ResourceReference resource(String path, JsonNode value) {
        if (value instanceof ObjectNode object) {
            FieldReader fields = new FieldReader(object, path);
            ResourceReference reference = new ResourceReference(fields.requiredText("name"), fields.text("type"));
            fields.reportUnknown(unknown);
            return reference;
        }
        return new ResourceReference(FieldReader.textAt(path, value, Message.TYPE_RESOURCE), null);
    }

    private GroupReference group(String path, JsonNode value) {
        if (value instanceof ObjectNode object) {
            FieldReader fields = new FieldReader(object, path);
            GroupReference reference = new GroupReference(
                    fields.requiredText("name"),
                    fields.list("resources", Message.TYPE_ARRAY_OF_RESOURCES, this::resource));
            fields.reportUnknown(unknown);
            return reference;
        }
        return new GroupReference(FieldReader.textAt(path, value, Message.TYPE_GROUP), List.of());
    }

    private static Map<String, String> conf(@Nullable JsonNode value) {
        Map<String, String> conf = new LinkedHashMap<>();
        if (value instanceof ObjectNode object) {
            properties("conf", object, conf);
        } else if (value != null && value.isArray()) {
            int index = 0;
            for (JsonNode element : value) {
                String path = "conf[" + index++ + "]";
                if (!(element instanceof ObjectNode object)) {
                    throw FieldReader.wrongType(path, Message.TYPE_OBJECT_OF_STRINGS, element);
                }
                properties(path, object, conf);
            }
        } else if (value != null) {
            throw FieldReader.wrongType("conf", Message.TYPE_CONF, value);
        }
        return Collections.unmodifiableMap(conf);
    }

    private static void properties(String path, ObjectNode object, Map<String, String> conf) {
        object.properties().forEach(property -> {
            if (!property.getValue().isNull()) {
                conf.put(
                        property.getKey(),
                        FieldReader.textAt(path + "." + property.getKey(), property.getValue(), Message.TYPE_STRING));
            }
        });
    }
}
