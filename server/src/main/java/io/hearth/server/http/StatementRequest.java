package io.hearth.server.http;

import io.hearth.api.ErrorCode;
import io.hearth.api.StatementKind;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of {@code POST /statements}.
 *
 * @param recoverable whether it is to run again in a driver that replaces its own
 * @param ignoredFields paths of fields that nobody knows
 */
record StatementRequest(StatementKind kind, String code, boolean recoverable, List<String> ignoredFields) {

    /** A kind that the contract knows and the bundled Spark has nothing to run with. */
    private static final String PYTHON = "pyspark";

    static StatementRequest decode(ObjectNode body, int maxCodeBytes) {
        FieldReader fields = new FieldReader(body, "");
        String code = fields.requiredText("code");
        StatementKind kind = kind(fields.text("kind"));
        int bytes = code.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > maxCodeBytes) {
            throw GatewayException.invalid(Message.CODE_TOO_LARGE, bytes, maxCodeBytes);
        }
        boolean recoverable = fields.flag("recoverable");
        UnknownFields unknown = new UnknownFields();
        fields.reportUnknown(unknown);
        return new StatementRequest(kind, code, recoverable, unknown.paths());
    }

    private static StatementKind kind(@Nullable String name) {
        if (name == null) {
            return StatementKind.SPARK;
        }
        if (name.equals(PYTHON)) {
            throw new GatewayException(ErrorCode.NOT_SUPPORTED, Message.NO_PYTHON);
        }
        return StatementKind.of(name).orElseThrow(() -> GatewayException.invalid(Message.STATEMENT_KIND_UNKNOWN, name));
    }
}
