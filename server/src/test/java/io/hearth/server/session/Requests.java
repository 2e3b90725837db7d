package io.hearth.server.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests for a test: a valid one, and what differs from it. */
final class Requests {

    private final Map<String, Object> fields = new LinkedHashMap<>(Map.of("kind", "spark", "queue", "default"));

    static Requests valid() {
        return new Requests();
    }

    Requests with(String field, Object value) {
        fields.put(field, value);
        return this;
    }

    Requests without(String field) {
        fields.remove(field);
        return this;
    }

    SessionRequest build() {
        return new SessionRequest(
                text("kind"),
                text("queue"),
                text("cluster_name"),
                text("sc_type"),
                list("jars"),
                list("pyFiles"),
                list("files"),
                list("modules"),
                list("resources"),
                list("groups"),
                conf(),
                text("name"),
                number("heartbeatTimeoutInSecond"),
                text("driverMemory"),
                number("driverCores"),
                text("executorMemory"),
                number("executorCores"),
                number("numExecutors"),
                (Boolean) fields.getOrDefault("recover", false),
                list("ignored"));
    }

    private @Nullable String text(String field) {
        return (String) fields.get(field);
    }

    private @Nullable Long number(String field) {
        return (Long) fields.get(field);
    }

    @SuppressWarnings("unchecked")
    private <T> List<T> list(String field) {
        return (List<T>) fields.getOrDefault(field, List.of());
    }

    @SuppressWarnings("unchecked")
    private Map<String, String> conf() {
        return (Map<String, String>) fields.getOrDefault("conf", Map.of());
    }
}
