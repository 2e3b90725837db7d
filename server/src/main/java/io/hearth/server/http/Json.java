package io.hearth.server.http;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** JSON on its way out. */
final class Json {

    static final String CONTENT_TYPE = "application/json; charset=utf-8";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode strings(Iterable<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    /** Sets a field to a text or to null, never leaving it out. */
    static ObjectNode put(ObjectNode object, String field, @Nullable String text) {
        return text == null ? object.putNull(field) : object.put(field, text);
    }

    /** A text that is a JSON object, as it is, so that every number keeps its digits; null in its place when it is none. */
    static JsonNode raw(String json) {
        try (JsonParser parser = MAPPER.createParser(json)) {
            boolean isObject = parser.nextToken() == JsonToken.START_OBJECT;
            parser.skipChildren();
            return isObject && parser.nextToken() == null
                    ? JsonNodeFactory.instance.rawValueNode(new RawValue(json))
                    : JsonNodeFactory.instance.nullNode();
        } catch (JacksonException e) {
            return JsonNodeFactory.instance.nullNode();
        }
    }

    static String text(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    /** By way of a string, because a text may hold half of a surrogate pair, which UTF-8 generators refuse. */
    static byte[] bytes(JsonNode node) {
        return text(node).getBytes(StandardCharsets.UTF_8);
    }
}
