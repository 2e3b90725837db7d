package io.hearth.bench.fuzz;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What came back.
 *
 * @param headers by their names in lower case
 * @param body of a stream of events, nothing: it is not waited for
 * @param millis from the first byte that was sent to the last that came
 */
record RawAnswer(int status, Map<String, List<String>> headers, String body, double millis) {

    static final String EVENTS = "text/event-stream";

    Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    String contentType() {
        return header("Content-Type").orElse("");
    }

    /** Whether the gateway goes on to listen on the same connection. */
    boolean keepsConnection() {
        return !contentType().startsWith(EVENTS)
                && header("Connection")
                        .map(value -> value.toLowerCase(Locale.ROOT))
                        .filter(value -> value.contains("close"))
                        .isEmpty();
    }
}
