package io.hearth.cli.client;

import io.hearth.api.StatementState;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A statement as the gateway shows it. Texts of the output are empty while there is none. */
public record StatementView(JsonNode json) {

    public int id() {
        return json.required("id").asInt();
    }

    public StatementState state() {
        String name = json.required("state").asString();
        return Arrays.stream(StatementState.values())
                .filter(state -> state.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("not a state of a statement: " + name));
    }

    /** 0 to 1. */
    public double progress() {
        return json.path("progress").asDouble(0);
    }

    /** What the code printed and what it evaluated to. */
    public String text() {
        return json.path("output").path("data").path("text/plain").asString("");
    }

    /** The class of the error. */
    public String errorName() {
        return json.path("output").path("ename").asString("");
    }

    /** The message of the error. */
    public String errorValue() {
        return json.path("output").path("evalue").asString("");
    }

    public List<String> traceback() {
        return Json.texts(json.path("output").path("traceback"));
    }
}
