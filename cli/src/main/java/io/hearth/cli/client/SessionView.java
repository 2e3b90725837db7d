package io.hearth.cli.client;

import io.hearth.api.SessionState;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A session as the gateway shows it. */
public record SessionView(JsonNode json) {

    public String id() {
        return json.required("id").asString();
    }

    public SessionState state() {
        String name = json.required("state").asString();
        return SessionState.ofWireName(name)
                .orElseThrow(() -> new IllegalStateException("not a state of a session: " + name));
    }

    /** The newest lines, with their three headings. */
    public List<String> log() {
        return Json.texts(json.path("log"));
    }
}
