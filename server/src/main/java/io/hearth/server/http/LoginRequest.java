package io.hearth.server.http;

import io.hearth.api.ErrorCode;
import io.hearth.server.auth.ProjectScope;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of {@code POST /v3/auth/tokens}, as Keystone's v3 API has it. Fields that are not named here are passed over.
 *
 * @param scope the project that the token is for
 */
record LoginRequest(String user, String password, ProjectScope scope) {

    /** @param domain id and name of the one domain there is: who names another is not known here */
    static LoginRequest decode(ObjectNode body, String domain) {
        FieldReader auth = object(new FieldReader(body, ""), "auth", "auth");
        FieldReader identity = object(auth, "identity", "auth.identity");
        List<String> methods = identity.texts("methods");
        if (!methods.equals(List.of("password"))) {
            throw GatewayException.invalid(Message.LOGIN_METHOD, String.join(", ", methods));
        }
        FieldReader user =
                object(object(identity, "password", "auth.identity.password"), "user", "auth.identity.password.user");
        requireDomain(user, "auth.identity.password.user.domain", domain);
        FieldReader project = object(object(auth, "scope", "auth.scope"), "project", "auth.scope.project");
        requireDomain(project, "auth.scope.project.domain", domain);
        return new LoginRequest(user.requiredText("name"), user.requiredText("password"), scope(project));
    }

    private static ProjectScope scope(FieldReader project) {
        String id = project.text("id");
        return id == null ? new ProjectScope.ByName(project.requiredText("name")) : new ProjectScope.ById(id);
    }

    private static void requireDomain(FieldReader holder, String path, String domain) {
        JsonNode given = holder.take("domain");
        if (given == null) {
            return;
        }
        FieldReader fields = fields(given, path);
        requireSame(fields.text("id"), domain);
        requireSame(fields.text("name"), domain);
    }

    private static void requireSame(@Nullable String given, String domain) {
        if (given != null && !given.equalsIgnoreCase(domain)) {
            throw new GatewayException(ErrorCode.NOT_AUTHENTICATED, Message.NO_SUCH_DOMAIN, given);
        }
    }

    private static FieldReader object(FieldReader holder, String name, String path) {
        JsonNode value = holder.take(name);
        if (value == null) {
            throw GatewayException.invalid(Message.REQUIRED, path);
        }
        return fields(value, path);
    }

    private static FieldReader fields(JsonNode value, String path) {
        if (value instanceof ObjectNode object) {
            return new FieldReader(object, path);
        }
        throw FieldReader.wrongType(path, Message.TYPE_OBJECT, value);
    }
}
