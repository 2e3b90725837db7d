package io.hearth.server.http;

import io.hearth.server.auth.User;
import io.hearth.server.auth.UserAdministration;
import io.hearth.server.auth.UserAdministration.Standing;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The calls below {@code /q/admin/users}. A password that the gateway made is told once, in the answer. */
final class UserHandlers {

    private final UserAdministration users;

    UserHandlers(UserAdministration users) {
        this.users = users;
    }

    void list(Exchange exchange) {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("users");
        users.list().forEach(user -> list.add(encode(user)));
        exchange.answer(json);
    }

    void create(Exchange exchange) {
        FieldReader fields = new FieldReader(exchange.body(), "");
        String name = fields.requiredText("name");
        AuditLog.object(exchange.context(), "user " + name);
        Standing standing = fields.flag("system_admin") ? Standing.SYSTEM_ADMIN : Standing.ORDINARY;
        Password password = password(fields);
        User user = users.create(name, password.text(), standing);
        exchange.answerCreated(Json.put(encode(user), "password", password.told()));
    }

    void show(Exchange exchange) {
        exchange.answer(encode(users.find(name(exchange))));
    }

    void remove(Exchange exchange) {
        users.remove(name(exchange));
        exchange.done();
    }

    void disable(Exchange exchange) {
        users.disable(name(exchange));
        exchange.done();
    }

    void enable(Exchange exchange) {
        users.enable(name(exchange));
        exchange.done();
    }

    void resetPassword(Exchange exchange) {
        ObjectNode body = exchange.optionalBody();
        Password password = password(new FieldReader(body == null ? Json.object() : body, ""));
        users.resetPassword(name(exchange), password.text());
        exchange.answer(Json.put(Json.object(), "password", password.told()));
    }

    private static String name(Exchange exchange) {
        return exchange.context().pathParam("user");
    }

    private Password password(FieldReader fields) {
        String chosen = fields.text("password");
        if (chosen != null) {
            return new Password(chosen, null);
        }
        String made = users.newPassword();
        return new Password(made, made);
    }

    private static ObjectNode encode(User user) {
        return Json.object()
                .put("name", user.name())
                .put("enabled", user.enabled())
                .put("system_admin", user.systemAdmin())
                .put("has_password", user.passwordHash() != null)
                .put("created_at", user.createdAt());
    }

    /** @param told what the answer says; null when the caller chose the password and knows it */
    private record Password(String text, @Nullable String told) {

        @Override
        public String toString() {
            return "Password[…]";
        }
    }
}
