package io.hearth.server.http;

import io.hearth.api.PackageKind;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.hearth.server.packages.OwnerChange;
import io.hearth.server.packages.PackageTag;
import io.hearth.server.packages.UploadMode;
import io.hearth.server.packages.UploadRequest;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the bodies of calls about packages. Looks at types only. */
final class UploadRequestDecoder {

    private UploadRequestDecoder() {}

    /** For a call that says what kind its packages are, and may name a group. */
    static UploadRequest any(ObjectNode body) {
        FieldReader fields = new FieldReader(body, "");
        String kind = fields.requiredText("kind");
        return request(
                fields,
                PackageKind.ofWireName(kind)
                        .orElseThrow(() -> GatewayException.invalid(Message.TYPE_UNKNOWN, "kind", kind)),
                Objects.requireNonNullElse(fields.text("group"), ""));
    }

    /** For a call whose address says the kind. */
    static UploadRequest ofKind(PackageKind kind, ObjectNode body) {
        FieldReader fields = new FieldReader(body, "");
        String group = fields.requiredText("group");
        if (group.isEmpty()) {
            throw GatewayException.invalid(Message.REQUIRED, "group");
        }
        return request(fields, kind, group);
    }

    private static UploadRequest request(FieldReader fields, PackageKind kind, String group) {
        return new UploadRequest(
                fields.texts("paths"),
                kind,
                group,
                fields.documentedFlag("is_async") ? UploadMode.ASYNCHRONOUS : UploadMode.SYNCHRONOUS,
                fields.list("tags", Message.TYPE_ARRAY_OF_TAGS, UploadRequestDecoder::tag));
    }

    private static PackageTag tag(String path, JsonNode value) {
        if (!(value instanceof ObjectNode object)) {
            throw FieldReader.wrongType(path, Message.TYPE_OBJECT_OF_STRINGS, value);
        }
        FieldReader fields = new FieldReader(object, path);
        return new PackageTag(fields.requiredText("key"), Objects.requireNonNullElse(fields.text("value"), ""));
    }

    static OwnerChange owner(ObjectNode body) {
        FieldReader fields = new FieldReader(body, "");
        return new OwnerChange(fields.text("new_owner"), fields.text("group_name"), fields.text("resource_name"));
    }
}
