package io.hearth.bench.chaos;

import tools.jackson.databind.JsonNode;

/** What a call was answered with in the end, at the first gateway that could. */
record Reply(int status, JsonNode body) {

    boolean isOk() {
        return status / 100 == 2;
    }
}
