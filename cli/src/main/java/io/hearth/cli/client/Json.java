package io.hearth.cli.client;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Small help for reading answers. */
final class Json {

    private Json() {}

    /** The texts of an array; none when it is no array. */
    static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
