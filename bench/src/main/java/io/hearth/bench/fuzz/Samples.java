package io.hearth.bench.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Values that a schema of the document allows, or nearly: what is left to chance is taken from a generator. */
record Samples(ApiDocument document) {

    private static final int DEEPEST = 6;

    @Nullable
    Object of(Map<String, Object> schema, RandomGenerator random) {
        return of(schema, random, 0);
    }

    private @Nullable Object of(Map<String, Object> reference, RandomGenerator random, int depth) {
        Map<String, Object> schema = document.resolve(reference);
        if (schema.containsKey("example") && random.nextInt(4) > 0) {
            return schema.get("example");
        }
        List<Object> choices = ApiDocument.list(schema.get("oneOf"));
        if (!choices.isEmpty()) {
            return of(ApiDocument.map(choices.get(random.nextInt(choices.size()))), random, depth + 1);
        }
        List<Object> constants = ApiDocument.list(schema.get("enum"));
        if (!constants.isEmpty()) {
            return constants.get(random.nextInt(constants.size()));
        }
        return switch (String.valueOf(schema.getOrDefault("type", "object"))) {
            case "string" -> "text" + random.nextInt(20);
            case "integer" -> random.nextInt(5);
            case "number" -> random.nextInt(100) / 10.0;
            case "boolean" -> random.nextInt(2) == 0;
            case "array" -> array(schema, random, depth);
            default -> object(schema, random, depth);
        };
    }

    private List<@Nullable Object> array(Map<String, Object> schema, RandomGenerator random, int depth) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = depth > DEEPEST ? 0 : random.nextInt(3); i > 0; i--) {
            values.add(of(ApiDocument.map(schema.getOrDefault("items", Map.of())), random, depth + 1));
        }
        return values;
    }

    private Map<String, @Nullable Object> object(Map<String, Object> schema, RandomGenerator random, int depth) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        List<Object> required = ApiDocument.list(schema.get("required"));
        ApiDocument.map(schema.getOrDefault("properties", Map.of())).forEach((name, property) -> {
            if (required.contains(name) || (depth < DEEPEST && random.nextInt(3) == 0)) {
                values.put(name, of(ApiDocument.map(property), random, depth + 1));
            }
        });
        return values;
    }
}
