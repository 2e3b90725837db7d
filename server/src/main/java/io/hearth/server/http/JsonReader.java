package io.hearth.server.http;

import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the JSON object of a body, strictly: valid UTF-8, one object and nothing after it, no field twice, and bounded in
 * depth and in the number of its parts, so that a small body cannot become a large tree.
 */
final class JsonReader {

    private static final int DEEPEST = 64;
    private static final int MOST_PARTS = 100_000;
    private static final int SHOWN_BEFORE = 20;
    private static final int SHOWN_AFTER = 10;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST + 1)
                    .maxTokenCount(MOST_PARTS)
                    .maxNumberLength(100)
                    .maxNameLength(10_000)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonParser parser;

    private JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    static ObjectNode object(byte[] body) {
        String text = text(body);
        if (text.isBlank()) {
            throw GatewayException.invalid(Message.BODY_EMPTY);
        }
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return new JsonReader(parser).document();
        } catch (StreamConstraintsException e) {
            throw GatewayException.invalid(Message.BODY_TOO_MANY_PARTS, MOST_PARTS);
        } catch (JacksonException e) {
            TokenStreamLocation at = Objects.requireNonNullElse(e.getLocation(), TokenStreamLocation.NA);
            throw GatewayException.invalid(
                    Message.BODY_NOT_JSON, at.getLineNr(), at.getColumnNr(), around(text, at.getCharOffset()));
        }
    }

    /** What stands where the parser stopped, a little before it included. */
    private static String around(String text, long offset) {
        int end = (int) Math.max(0, Math.min(offset, text.length()));
        return text.substring(Math.max(0, end - SHOWN_BEFORE), Math.min(text.length(), end + SHOWN_AFTER));
    }

    private static String text(byte[] body) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer bytes = ByteBuffer.wrap(body);
        CharBuffer characters = CharBuffer.allocate(body.length);
        CoderResult result = decoder.decode(bytes, characters, true);
        if (result.isError()) {
            throw GatewayException.invalid(Message.BODY_NOT_UTF8, bytes.position());
        }
        String text = characters.flip().toString();
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private ObjectNode document() {
        JsonToken first = parser.nextToken();
        JsonNode value = value(first, "");
        if (parser.nextToken() != null) {
            TokenStreamLocation at = parser.currentTokenLocation();
            throw GatewayException.invalid(Message.BODY_TRAILING, at.getLineNr(), at.getColumnNr());
        }
        if (value instanceof ObjectNode object) {
            return object;
        }
        throw GatewayException.invalid(Message.BODY_NOT_OBJECT, Found.in(value));
    }

    private JsonNode value(JsonToken token, String path) {
        return switch (token) {
            case START_OBJECT -> objectAt(path);
            case START_ARRAY -> arrayAt(path);
            case VALUE_STRING -> NODES.stringNode(parser.getString());
            case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> fraction(parser.getString());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("no value starts with " + token);
        };
    }

    private void checkDepth() {
        if (parser.streamReadContext().getNestingDepth() > DEEPEST) {
            throw GatewayException.invalid(Message.BODY_TOO_DEEP, DEEPEST);
        }
    }

    private ObjectNode objectAt(String path) {
        checkDepth();
        ObjectNode object = NODES.objectNode();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            String field = path.isEmpty() ? name : path + "." + name;
            if (object.has(name)) {
                throw GatewayException.invalid(Message.DUPLICATE_FIELD, field);
            }
            object.set(name, value(parser.nextToken(), field));
        }
        return object;
    }

    private ArrayNode arrayAt(String path) {
        checkDepth();
        ArrayNode array = NODES.arrayNode();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(value(token, path + "[" + array.size() + "]"));
        }
        return array;
    }

    /** Exact where it can be written down; no field takes a fraction, it is only read back in a message. */
    private static JsonNode fraction(String text) {
        try {
            return NODES.numberNode(new BigDecimal(text));
        } catch (ArithmeticException | NumberFormatException e) {
            return NODES.numberNode(Double.parseDouble(text));
        }
    }
}
