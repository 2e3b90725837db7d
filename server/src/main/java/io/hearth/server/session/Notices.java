package io.hearth.server.session;

import io.hearth.server.error.Quoted;
import java.util.ArrayList;
import java.util.List;

/** Lines for a session's log about what a request held and nobody knows. */
public final class Notices {

    private static final int MAX_FIELDS = 50;

    private Notices() {}

    /** One line for each field, a last one for the rest when there are very many. */
    public static List<String> ofIgnored(List<String> paths) {
        List<String> lines = new ArrayList<>();
        paths.stream()
                .limit(MAX_FIELDS)
                .forEach(path -> lines.add("field " + Quoted.value(path) + " is not known and was ignored"));
        if (paths.size() > MAX_FIELDS) {
            lines.add("more fields are not known and were ignored");
        }
        return List.copyOf(lines);
    }
}
