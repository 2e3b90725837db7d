package io.hearth.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The language of a statement. */
public enum StatementKind {
    /** Scala. */
    SPARK,
    /** One statement of Spark SQL. */
    SQL;

    /** The name on the wire, for example {@code sql}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of a wire name; empty when there is none. */
    public static Optional<StatementKind> of(String wireName) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName().equals(wireName))
                .findFirst();
    }
}
