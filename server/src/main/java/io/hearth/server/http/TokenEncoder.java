package io.hearth.server.http;

import io.hearth.server.auth.Caller;
import io.hearth.server.auth.IssuedToken;
import io.hearth.server.auth.Role;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A token as Keystone's v3 API shows it, with the catalog that its clients look addresses up in. The token itself goes in a
 * header.
 */
final class TokenEncoder {

    /** The one region there is. */
    static final String REGION = "hearth";

    /** Six digits of a second, as Keystone writes them. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private TokenEncoder() {}

    /** @param baseUrl how the caller reaches this gateway */
    static ObjectNode encode(IssuedToken issued, String baseUrl) {
        Caller caller = issued.caller();
        ObjectNode json = Json.object();
        ObjectNode token = json.putObject("token");
        token.putArray("methods").add("password");
        token.put("expires_at", time(issued.expiresAt()));
        token.put("issued_at", time(issued.issuedAt()));
        token.put("is_domain", false);
        ObjectNode user = token.putObject("user");
        Json.put(user, "id", caller.userId());
        user.put("name", caller.user()).putNull("password_expires_at");
        domain(user, caller.domain());
        ObjectNode project = token.putObject("project")
                .put("id", issued.project().id())
                .put("name", issued.project().name());
        domain(project, caller.domain());
        ArrayNode roles = token.putArray("roles");
        caller.roleIn(issued.project().id())
                .map(Role::wireName)
                .ifPresent(role -> roles.addObject().put("id", role).put("name", role));
        ArrayNode catalog = token.putArray("catalog");
        service(catalog, "identity", "keystone", baseUrl + "/v3");
        service(catalog, "dli", "hearth", baseUrl + "/v2.0/" + issued.project().id());
        return json;
    }

    private static void domain(ObjectNode holder, String domain) {
        holder.putObject("domain").put("id", domain).put("name", domain);
    }

    private static void service(ArrayNode catalog, String type, String name, String url) {
        ObjectNode service =
                catalog.addObject().put("id", type).put("type", type).put("name", name);
        service.putArray("endpoints")
                .addObject()
                .put("id", type)
                .put("interface", "public")
                .put("region", REGION)
                .put("region_id", REGION)
                .put("url", url);
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }
}
