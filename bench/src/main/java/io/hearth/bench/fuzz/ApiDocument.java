package io.hearth.bench.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/** The OpenAPI document, as far as requests are made from it. References to parts of the document itself are followed. */
final class ApiDocument {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch", "head");

    private final Map<String, Object> root;

    ApiDocument(String yaml) {
        this.root = map(new Yaml().load(yaml));
    }

    /**
     * One thing that can be asked.
     *
     * @param schema of a JSON body; null when there is none
     */
    record Operation(
            String method,
            String path,
            List<Parameter> parameters,
            @Nullable Map<String, Object> schema) {

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** @param place path, query or header */
    record Parameter(String name, String place, Map<String, Object> schema) {}

    /** All of them, in the document's order. */
    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        map(root.get("paths")).forEach((path, item) -> {
            Map<String, Object> shared = map(item);
            shared.forEach((method, operation) -> {
                if (METHODS.contains(method)) {
                    operations.add(operation(method.toUpperCase(Locale.ROOT), path, shared, map(operation)));
                }
            });
        });
        return operations;
    }

    private Operation operation(String method, String path, Map<String, Object> shared, Map<String, Object> own) {
        List<Parameter> parameters = new ArrayList<>();
        for (Object one : join(list(shared.get("parameters")), list(own.get("parameters")))) {
            Map<String, Object> parameter = resolve(map(one));
            Map<String, Object> schema = resolve(map(parameter.getOrDefault("schema", Map.of())));
            if (parameter.containsKey("example")) {
                schema.put("example", parameter.get("example"));
            }
            parameters.add(
                    new Parameter(String.valueOf(parameter.get("name")), String.valueOf(parameter.get("in")), schema));
        }
        return new Operation(method, path, parameters, body(own));
    }

    private @Nullable Map<String, Object> body(Map<String, Object> operation) {
        Object body = operation.get("requestBody");
        if (body == null) {
            return null;
        }
        Object json = map(resolve(map(body)).get("content")).get("application/json");
        if (json == null) {
            return null;
        }
        Map<String, Object> schema = resolve(map(map(json).get("schema")));
        if (map(json).containsKey("example")) {
            schema.put("example", map(json).get("example"));
        }
        return schema;
    }

    /** A copy of an object with its reference replaced by what it refers to; those below it stay. */
    Map<String, Object> resolve(Map<String, Object> node) {
        Object reference = node.get("$ref");
        if (reference == null) {
            return new LinkedHashMap<>(node);
        }
        Object at = root;
        for (String step : String.valueOf(reference).substring(2).split("/", -1)) {
            at = map(at).get(step);
        }
        return resolve(map(at));
    }

    private static List<Object> join(List<Object> first, List<Object> second) {
        List<Object> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    static List<Object> list(@Nullable Object value) {
        return value instanceof List<?> list ? new ArrayList<>(list) : List.of();
    }

    /** @throws IllegalStateException when it is none: the document is broken */
    static Map<String, Object> map(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> found)) {
            throw new IllegalStateException("not an object: " + value);
        }
        Map<String, Object> map = new LinkedHashMap<>();
        found.forEach((key, inner) -> map.put(String.valueOf(key), inner));
        return map;
    }
}
