package io.hearth.server.http;

import io.hearth.server.error.Message;
import tools.jackson.databind.JsonNode;

/** Says what was found where something else was wanted. */
final class Found {

    private Found() {}

    /** An argument for a message. */
    static Object in(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> Message.FOUND_ARRAY;
            case OBJECT, POJO -> Message.FOUND_OBJECT;
            case NULL, MISSING -> Message.FOUND_NULL;
            case BOOLEAN -> Message.FOUND_BOOLEAN.with(node.asString());
            case NUMBER -> Message.FOUND_NUMBER.with(node.toString());
            case STRING, BINARY -> Message.FOUND_STRING.with(node.asString());
        };
    }
}
