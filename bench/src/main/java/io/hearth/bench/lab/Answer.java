package io.hearth.bench.lab;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came back for a call.
 *
 * @param sentAt when its first byte left, by {@link System#nanoTime}
 * @param receivedAt when its last byte was there
 */
public record Answer(int status, String body, long sentAt, long receivedAt) {

    public double millis() {
        return (receivedAt - sentAt) / 1e6;
    }

    public JsonNode json() {
        return JsonMapper.shared().readTree(body);
    }

    /** The text of one of the body's fields. */
    public String text(String field) {
        return json().required(field).asString();
    }
}
