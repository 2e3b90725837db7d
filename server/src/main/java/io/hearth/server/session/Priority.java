package io.hearth.server.session;

import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * How urgent a session is while it waits, as DLI's own property says it: from 1 to 10, larger goes first. It is read here
 * and kept out of Spark's properties, for which it means nothing.
 */
final class Priority {

    static final String KEY = "spark.dli.job.priority";
    static final int USUAL = 3;

    private static final int LEAST = 1;
    private static final int MOST = 10;
    private static final Pattern FORM = Pattern.compile("[1-9][0-9]?");

    private Priority() {}

    /** The priority among properties, the usual one where they name none. */
    static int in(Map<String, String> conf) {
        String text = conf.get(KEY);
        if (text == null) {
            return USUAL;
        }
        OptionalInt priority = parse(text);
        if (priority.isEmpty()) {
            throw GatewayException.invalid(Message.OUT_OF_RANGE, "conf." + KEY, LEAST, MOST, text);
        }
        return priority.getAsInt();
    }

    /** Empty for a text that is no priority. */
    static OptionalInt parse(String text) {
        if (!FORM.matcher(text).matches()) {
            return OptionalInt.empty();
        }
        int priority = Integer.parseInt(text);
        return priority <= MOST ? OptionalInt.of(priority) : OptionalInt.empty();
    }
}
