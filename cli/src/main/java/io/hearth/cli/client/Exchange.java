package io.hearth.cli.client;

import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer as it came.
 *
 * @param body empty when there was none
 */
public record Exchange(int status, HttpHeaders headers, String body) {

    /** The body; it must be JSON. */
    public JsonNode json() {
        return JsonMapper.shared().readTree(body);
    }

    /** This exchange when its status is a success, otherwise throws what the body says. */
    public Exchange orThrow() {
        if (status / 100 != 2) {
            throw HttpFailure.of(this);
        }
        return this;
    }
}
