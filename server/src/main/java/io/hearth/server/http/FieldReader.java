package io.hearth.server.http;

import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes fields out of one JSON object, knows the path to each, and notices those that nobody took. */
final class FieldReader {

    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private final ObjectNode object;
    private final String prefix;
    private final Set<String> taken = new HashSet<>();

    /** @param path where the object stands; empty for the whole body */
    FieldReader(ObjectNode object, String path) {
        this.object = object;
        this.prefix = path.isEmpty() ? "" : path + ".";
    }

    @Nullable
    String text(String name) {
        JsonNode value = take(name);
        return value == null ? null : textAt(prefix + name, value, Message.TYPE_STRING);
    }

    String requiredText(String name) {
        String text = text(name);
        if (text == null) {
            throw GatewayException.invalid(Message.REQUIRED, prefix + name);
        }
        return text;
    }

    @Nullable
    Long integer(String name) {
        JsonNode value = take(name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber()) {
            throw wrongType(prefix + name, Message.TYPE_INTEGER, value);
        }
        BigInteger integer = value.bigIntegerValue();
        if (integer.compareTo(LEAST) < 0 || integer.compareTo(MOST) > 0) {
            throw GatewayException.invalid(Message.NUMBER_TOO_LARGE, prefix + name, integer);
        }
        return integer.longValue();
    }

    /** What a field says, false when it is absent or null. */
    boolean flag(String name) {
        JsonNode value = take(name);
        if (value == null) {
            return false;
        }
        if (!value.isBoolean()) {
            throw wrongType(prefix + name, Message.TYPE_BOOLEAN, value);
        }
        return value.booleanValue();
    }

    /** As {@link #flag}, for those of the contract, which clients send as strings, too. */
    boolean documentedFlag(String name) {
        JsonNode value = take(name);
        if (value == null) {
            return false;
        }
        String text = value.isBoolean() || value.isString() ? value.asString() : "";
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrongType(prefix + name, Message.TYPE_BOOLEAN, value);
        };
    }

    List<String> texts(String name) {
        return list(name, Message.TYPE_ARRAY_OF_STRINGS, (path, value) -> textAt(path, value, Message.TYPE_STRING));
    }

    /** The elements of an array, none when it is absent or null. */
    <T> List<T> list(String name, Message expected, BiFunction<String, JsonNode, T> element) {
        JsonNode value = take(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            throw wrongType(prefix + name, expected, value);
        }
        List<T> elements = new ArrayList<>(value.size());
        for (JsonNode each : value) {
            elements.add(element.apply(prefix + name + "[" + elements.size() + "]", each));
        }
        return List.copyOf(elements);
    }

    /** The value of a field, which counts as known from now on; null when it is absent or null. */
    @Nullable
    JsonNode take(String name) {
        taken.add(name);
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** Adds the paths of fields that were not taken. */
    void reportUnknown(UnknownFields unknown) {
        for (String name : object.propertyNames()) {
            if (!taken.contains(name)) {
                unknown.add(prefix + name);
            }
        }
    }

    static String textAt(String path, JsonNode value, Message expected) {
        if (!value.isString()) {
            throw wrongType(path, expected, value);
        }
        String text = value.stringValue();
        text.codePoints().filter(FieldReader::isForbidden).findFirst().ifPresent(codePoint -> {
            throw GatewayException.invalid(Message.BAD_CHARACTER, path, Character.toString(codePoint));
        });
        return text;
    }

    static GatewayException wrongType(String path, Message expected, JsonNode found) {
        return GatewayException.invalid(Message.WRONG_TYPE, path, expected, Found.in(found));
    }

    /** What a database cannot keep: the null character, and half of a surrogate pair. */
    private static boolean isForbidden(int codePoint) {
        return codePoint == 0 || Character.getType(codePoint) == Character.SURROGATE;
    }
}
