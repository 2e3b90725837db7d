package io.hearth.server.http;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Language;
import io.hearth.server.error.Message;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A request whose caller is known, and its answer. */
final class Exchange {

    private static final Pattern PROJECT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._~-]{0,127}");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");

    private final Context context;
    private final Caller caller;
    private final BodyReader bodyReader;

    Exchange(Context context, Caller caller, BodyReader bodyReader) {
        this.context = context;
        this.caller = caller;
        this.bodyReader = bodyReader;
    }

    Context context() {
        return context;
    }

    Caller caller() {
        return caller;
    }

    Language language() {
        return Headers.language(context);
    }

    String project() {
        String project = context.pathParam("project");
        if (!PROJECT.matcher(project).matches()) {
            throw new GatewayException(ErrorCode.NOT_FOUND, Message.NO_SUCH_PROJECT, project);
        }
        Headers.checkProject(context, project);
        return project;
    }

    String sessionId() {
        String id = context.pathParam("session").toLowerCase(Locale.ROOT);
        if (!UUID.matcher(id).matches()) {
            throw new GatewayException(ErrorCode.NOT_FOUND, Message.NO_SUCH_SESSION, id, project());
        }
        return id;
    }

    int statementNumber() {
        String number = context.pathParam("statement");
        if (!NUMBER.matcher(number).matches()) {
            throw new GatewayException(ErrorCode.NOT_FOUND, Message.NO_SUCH_STATEMENT, number, sessionId());
        }
        return Integer.parseInt(number);
    }

    QueryParameters query() {
        return new QueryParameters(context.queryString());
    }

    ObjectNode body() {
        return JsonReader.object(bodyReader.read(context.req()));
    }

    /** The body where one may be left out; null when it is. */
    @Nullable
    ObjectNode optionalBody() {
        byte[] body = bodyReader.read(context.req());
        return body.length == 0 ? null : JsonReader.object(body);
    }

    void answer(JsonNode json) {
        context.contentType(Json.CONTENT_TYPE).result(Json.bytes(json));
    }
}
