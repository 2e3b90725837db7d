package io.hearth.server.http;

import io.hearth.api.ResourceClass;
import io.hearth.api.SessionState;
import io.hearth.server.session.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A session as the contract shows it: every field, in the contract's order, null where nothing is known yet. */
final class SessionEncoder {

    private SessionEncoder() {}

    /**
     * One field is there only while the session waits: where it stands in line, which DLI does not tell.
     *
     * @param place null for a session that does not wait
     * @param baseUrl how the caller reaches this gateway
     */
    static ObjectNode encode(Session session, @Nullable Integer place, List<String> log, String baseUrl) {
        ResourceClass resourceClass = session.plan().resourceClass();
        String address = baseUrl + "/v2.0/" + session.projectId() + "/sessions/" + session.id();
        ObjectNode json = Json.object().put("id", session.id());
        Json.put(json, "appId", session.applicationId());
        Json.put(json, "name", session.plan().name());
        Json.put(json, "owner", session.owner());
        json.putNull("proxyUser");
        json.put("state", session.state().wireName());
        json.put("kind", "spark");
        ObjectNode appInfo = json.putObject("appInfo");
        Json.put(appInfo, "driverLogUrl", hasDriverLog(session) ? address + "/log" : null);
        Json.put(appInfo, "sparkUiUrl", session.uiAddress() == null ? null : address + "/ui/");
        json.set("log", Json.strings(log));
        json.put("sc_type", resourceClass == null ? "CUSTOMIZED" : resourceClass.name());
        json.put("cluster_name", session.plan().queue());
        json.put("queue", session.plan().queue());
        json.put("create_time", session.createdAt());
        json.put("update_time", session.updatedAt());
        if (place != null) {
            json.put("queuePosition", place);
        }
        return json;
    }

    /** A driver that is being started has said nothing yet; one that could not start has. */
    private static boolean hasDriverLog(Session session) {
        boolean silent = session.state() == SessionState.STARTING && session.applicationId() == null;
        return session.driverId() != null && !silent;
    }
}
