package io.hearth.server.http;

import io.hearth.server.auth.AccessKeyAdministration;
import io.hearth.server.auth.NewAccessKey;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The calls below {@code /q/admin/keys}. The secret of a key is told once, in the answer to who makes it. */
final class AccessKeyHandlers {

    private final AccessKeyAdministration accessKeys;

    AccessKeyHandlers(AccessKeyAdministration accessKeys) {
        this.accessKeys = accessKeys;
    }

    void list(Exchange exchange) {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("keys");
        accessKeys
                .list(exchange.query().requiredUser())
                .forEach(key -> list.addObject()
                        .put("access_key", key.id())
                        .put("enabled", key.enabled())
                        .put("created_at", key.createdAt()));
        exchange.answer(json);
    }

    void create(Exchange exchange) {
        String user = new FieldReader(exchange.body(), "").requiredText("user");
        AuditLog.object(exchange.context(), "access key of " + user);
        NewAccessKey key = accessKeys.create(user);
        AuditLog.object(exchange.context(), "access key " + key.id() + " of " + user);
        exchange.answerCreated(Json.object().put("access_key", key.id()).put("secret_key", key.secret()));
    }

    void remove(Exchange exchange) {
        accessKeys.remove(id(exchange));
        exchange.done();
    }

    void disable(Exchange exchange) {
        accessKeys.disable(id(exchange));
        exchange.done();
    }

    void enable(Exchange exchange) {
        accessKeys.enable(id(exchange));
        exchange.done();
    }

    private static String id(Exchange exchange) {
        return exchange.context().pathParam("key");
    }
}
