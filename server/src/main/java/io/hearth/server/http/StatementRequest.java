package io.hearth.server.http;

import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of {@code POST /statements}.
 *
 * @param ignoredFields paths of fields that nobody knows
 */
record StatementRequest(String code, List<String> ignoredFields) {

    static StatementRequest decode(ObjectNode body, int maxCodeBytes) {
        FieldReader fields = new FieldReader(body, "");
        String code = fields.requiredText("code");
        String kind = fields.text("kind");
        if (kind != null && !kind.equals("spark")) {
            throw GatewayException.invalid(Message.KIND_UNKNOWN, kind);
        }
        int bytes = code.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > maxCodeBytes) {
            throw GatewayException.invalid(Message.CODE_TOO_LARGE, bytes, maxCodeBytes);
        }
        UnknownFields unknown = new UnknownFields();
        fields.reportUnknown(unknown);
        return new StatementRequest(code, unknown.paths());
    }
}
