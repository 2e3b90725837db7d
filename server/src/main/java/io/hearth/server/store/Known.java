package io.hearth.server.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What was read from texts lately: reading JSON takes as long as all else that a row needs, and most rows have the text that
 * they had. Never stale, for the text is asked for each time. Thread-safe; values must not change.
 */
final class Known<T> {

    private static final int MOST = 500;

    private final Function<String, T> reader;
    private final Map<String, Read<T>> byKey = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Read<T>> eldest) {
            return size() > MOST;
        }
    });

    private record Read<T>(String text, T value) {}

    Known(Function<String, T> reader) {
        this.reader = reader;
    }

    /** @param key of the row */
    T of(String key, String text) {
        Read<T> known = byKey.get(key);
        if (known == null || !known.text().equals(text)) {
            known = new Read<>(text, reader.apply(text));
            byKey.put(key, known);
        }
        return known.value();
    }
}
