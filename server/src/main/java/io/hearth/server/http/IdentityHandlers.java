package io.hearth.server.http;

import io.hearth.api.ErrorCode;
import io.hearth.server.auth.Authenticator;
import io.hearth.server.auth.Caller;
import io.hearth.server.auth.IssuedToken;
import io.hearth.server.auth.Project;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.hearth.server.http.BodyPlaces.Whose;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The calls below {@code /v3}: tokens and projects, in the form of OpenStack's Keystone. */
final class IdentityHandlers {

    private static final String SUBJECT = "X-Subject-Token";

    private final Authenticator authenticator;
    private final BodyReader bodyReader;
    private final String domain;
    private final Function<Context, String> baseUrl;

    /**
     * @param domain id and name of the one domain
     * @param baseUrl how a caller reaches this gateway
     */
    IdentityHandlers(
            Authenticator authenticator, BodyReader bodyReader, String domain, Function<Context, String> baseUrl) {
        this.authenticator = authenticator;
        this.bodyReader = bodyReader;
        this.domain = domain;
        this.baseUrl = baseUrl;
    }

    /** Issues a token to who brings name and password. */
    void login(Context context) {
        LoginRequest login = LoginRequest.decode(
                JsonReader.object(new Body(bodyReader, context.req()).bytes(Whose.STRANGER)), domain);
        AuditLog.who(context, login.user());
        AuditLog.object(context, "project " + login.scope().given());
        IssuedToken token = authenticator.issueToken(
                login.user(), login.password(), AuthenticatedCallers.address(context), login.scope());
        context.status(201);
        answer(context, token);
    }

    /** Tells what a token is good for: one's own, and a system administrator anybody's. */
    void show(Exchange exchange) {
        answer(exchange.context(), subject(exchange));
    }

    void revoke(Exchange exchange) {
        IssuedToken token = subject(exchange);
        AuditLog.object(exchange.context(), "token of " + token.caller().user());
        authenticator.revokeToken(token.token());
        exchange.context().status(204);
    }

    private IssuedToken subject(Exchange exchange) {
        String given = exchange.context().header(SUBJECT);
        if (given == null) {
            throw GatewayException.invalid(Message.REQUIRED, SUBJECT);
        }
        Caller caller = exchange.caller();
        Optional<IssuedToken> token = authenticator.describeToken(given);
        // Whether somebody else's token is good is nobody's business.
        return token.filter(found -> caller.systemAdmin()
                        || caller.user().equals(found.caller().user()))
                .orElseThrow(() -> new GatewayException(ErrorCode.NOT_FOUND, Message.NO_SUCH_TOKEN));
    }

    private void answer(Context context, IssuedToken token) {
        context.header(SUBJECT, token.token());
        context.contentType(Json.CONTENT_TYPE).result(Json.bytes(TokenEncoder.encode(token, baseUrl.apply(context))));
    }

    void projects(Exchange exchange) {
        String name = exchange.query().name();
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("projects");
        for (Project project : authenticator.projects(exchange.caller())) {
            if (name == null || name.equals(project.name())) {
                list.addObject()
                        .put("id", project.id())
                        .put("name", project.name())
                        .put("description", "")
                        .put("domain_id", domain)
                        .put("parent_id", domain)
                        .put("is_domain", false)
                        .put("enabled", project.enabled());
            }
        }
        json.putObject("links")
                .put("self", baseUrl.apply(exchange.context()) + "/v3/projects")
                .putNull("next")
                .putNull("previous");
        exchange.answer(json);
    }
}
