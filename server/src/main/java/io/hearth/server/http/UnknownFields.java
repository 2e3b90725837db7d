package io.hearth.server.http;

import io.hearth.server.error.Quoted;
import java.util.ArrayList;
import java.util.List;

/** Paths of fields that were ignored, as many as a reader of a log can bear. */
final class UnknownFields {

    private static final int MAX_PATHS = 51;
    private static final int MAX_LENGTH = 200;

    private final List<String> paths = new ArrayList<>();

    void add(String path) {
        if (paths.size() < MAX_PATHS) {
            paths.add(Quoted.value(path, MAX_LENGTH));
        }
    }

    List<String> paths() {
        return List.copyOf(paths);
    }
}
