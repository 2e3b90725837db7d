package io.hearth.server.objects;

import java.io.IOException;
import java.util.List;

/** All objects that sessions leave. Thread-safe. */
public final class SessionObjects {

    /** Below each of these every session has a folder, named by its id: logs, and outputs too long for a row. */
    private static final List<String> KINDS = List.of("logs", "outputs");

    private final ObjectStore objects;

    public SessionObjects(ObjectStore objects) {
        this.objects = objects;
    }

    /** Removes all that a session left; nothing happens when it left nothing. */
    public void remove(String sessionId) throws IOException {
        for (String kind : KINDS) {
            objects.deleteAll(kind + "/" + sessionId);
        }
    }
}
