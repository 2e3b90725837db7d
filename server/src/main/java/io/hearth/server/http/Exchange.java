package io.hearth.server.http;

import io.hearth.api.ErrorCode;
import io.hearth.server.auth.Caller;
import io.hearth.server.auth.Role;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Language;
import io.hearth.server.error.Message;
import io.hearth.server.packages.PackagePlace;
import io.hearth.server.packages.Uploader;
import io.hearth.server.packages.Uploader.Reach;
import io.hearth.server.session.RequestKey;
import io.hearth.server.session.Session;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
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
    private final Callers callers;
    private final Body body;

    Exchange(Context context, Caller caller, Callers callers, Body body) {
        this.context = context;
        this.caller = caller;
        this.callers = callers;
        this.body = body;
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

    /** The project of the path, one that the caller has to do with. To others it does not exist. */
    String project() {
        String project = context.pathParam("project");
        if (!PROJECT.matcher(project).matches() || !knows(project)) {
            throw new GatewayException(ErrorCode.NOT_FOUND, Message.NO_SUCH_PROJECT, project);
        }
        Headers.checkProject(context, project);
        return project;
    }

    private boolean knows(String project) {
        return caller.roles().containsKey(project) || (caller.systemAdmin() && callers.isProject(project));
    }

    void requireRole(Role role) {
        String project = project();
        if (!caller.may(role, project)) {
            throw new GatewayException(
                    ErrorCode.FORBIDDEN,
                    Message.ROLE_NOT_ENOUGH,
                    role.wireName(),
                    project,
                    caller.roleIn(project).map(Role::wireName).orElse(""));
        }
    }

    void requireSystemAdmin() {
        if (!caller.systemAdmin()) {
            throw new GatewayException(ErrorCode.FORBIDDEN, Message.SYSTEM_ADMIN_ONLY);
        }
    }

    /** Whether the caller may change what belongs to anybody in the project, not only what is their own. */
    boolean mayTouchAll() {
        return caller.may(Role.ADMIN, project());
    }

    void requireOwn(Session session) {
        if (!mayTouchAll() && !caller.user().equals(session.owner())) {
            throw new GatewayException(
                    ErrorCode.FORBIDDEN, Message.NOT_OWN_SESSION, session.id(), String.valueOf(session.owner()));
        }
    }

    String sessionId() {
        String id = context.pathParam("session").toLowerCase(Locale.ROOT);
        if (!UUID.matcher(id).matches()) {
            throw new GatewayException(ErrorCode.NOT_FOUND, Message.NO_SUCH_SESSION, id, project());
        }
        return id;
    }

    int statementNumber() {
        return statementNumber(context, sessionId());
    }

    static int statementNumber(Context context, String session) {
        String number = context.pathParam("statement");
        if (!NUMBER.matcher(number).matches()) {
            throw new GatewayException(ErrorCode.NOT_FOUND, Message.NO_SUCH_STATEMENT, number, session);
        }
        return Integer.parseInt(number);
    }

    /** On whose behalf packages are changed. */
    Uploader uploader() {
        return new Uploader(caller.user(), mayTouchAll() ? Reach.ALL_OF_THE_PROJECT : Reach.OWN);
    }

    /** The package of the path; its group is in the path or in the query. */
    PackagePlace packagePlace() {
        String group =
                context.pathParamMap().containsKey("group") ? context.pathParam("group") : query().packageGroup();
        return new PackagePlace(project(), group, context.pathParam("package"));
    }

    /** The name as it was sent; whether there is such a queue, and of what form names are, is for others to say. */
    String queueName() {
        return context.pathParam("queue");
    }

    QueryParameters query() {
        return new QueryParameters(context.queryString());
    }

    ObjectNode body() {
        return JsonReader.object(body.bytes());
    }

    /** The body where one may be left out; null when it is. */
    @Nullable
    ObjectNode optionalBody() {
        return body.bytes().length == 0 ? null : JsonReader.object(body.bytes());
    }

    /** What the caller names this request with; null when it is to be a new one each time it comes. */
    @Nullable
    RequestKey requestKey() {
        String key = Headers.idempotencyKey(context);
        return key == null ? null : new RequestKey(caller.user(), key, body.hash());
    }

    void answerCreated() {
        context.status(201);
        withoutBody();
    }

    /** Answers that it is done, which is all there is to say. */
    void done() {
        context.status(204);
        withoutBody();
    }

    /** Javalin says of every answer that it is text. */
    private void withoutBody() {
        context.res().setContentType(null);
    }

    /** Answers with what was made. */
    void answerCreated(JsonNode json) {
        context.status(201);
        answer(json);
    }

    /** Answers a call that changes something once it is known what. No thread waits for it. */
    void answerLater(CompletableFuture<? extends JsonNode> json) {
        answer(AuditLog.until(context, json));
    }

    /** Answers once it is known what. No thread waits for it. */
    void answer(CompletableFuture<? extends JsonNode> json) {
        context.future(() -> json.thenAccept(this::answer));
    }

    /** Answers with JSON that is written part by part, at the caller's pace. */
    void answerInParts(Parts parts) throws IOException {
        context.contentType(Json.CONTENT_TYPE);
        parts.write(context.outputStream());
    }

    /** Writes an answer. */
    interface Parts {
        void write(OutputStream out) throws IOException;
    }

    void answer(JsonNode json) {
        context.contentType(Json.CONTENT_TYPE).result(Json.bytes(json));
    }
}
