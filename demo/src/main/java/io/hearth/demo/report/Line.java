package io.hearth.demo.report;

import java.util.Locale;

/** A line for people. */
public final class Line {

    private Line() {}

    /** A name and what was saved. */
    public static String of(String name, double euros) {
        return String.format(Locale.ROOT, "%-8s saved %6.0f euros of gas", name, euros);
    }
}
