package io.hearth.server.store;

import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The interfaces to the rows in one transaction. Each is attached once, for that costs as much as a query. */
final class Attached {

    private final Handle handle;
    private final Map<Class<?>, Object> attached = new HashMap<>();

    Attached(Handle handle) {
        this.handle = handle;
    }

    <T> T get(Class<T> type) {
        return type.cast(attached.computeIfAbsent(type, handle::attach));
    }
}
