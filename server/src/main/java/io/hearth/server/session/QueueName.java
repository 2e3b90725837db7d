package io.hearth.server.session;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The form of a queue's name: letters, digits and underscores, kept in lower case. */
final class QueueName {

    private static final Pattern FORM = Pattern.compile("(?![0-9]+$)[A-Za-z0-9][A-Za-z0-9_]{0,127}");

    private QueueName() {}

    /** The name as it is kept; empty for a text that no queue can have as its name. */
    static Optional<String> kept(String name) {
        return Optional.of(name)
                .filter(text -> FORM.matcher(text).matches())
                .map(text -> text.toLowerCase(Locale.ROOT));
    }
}
