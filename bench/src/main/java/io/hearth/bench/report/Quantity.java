package io.hearth.bench.report;

import java.util.Locale;

/** What a number counts, and how it is written. */
public enum Quantity {
    SECONDS("s", 2),
    MILLISECONDS("ms", 2),
    /** Of a million bytes. */
    MEGABYTES("MB", 0),
    PER_SECOND("/s", 0),
    PERCENT("%", 2),
    COUNT("", 0);

    private final String symbol;
    private final int decimals;

    Quantity(String symbol, int decimals) {
        this.symbol = symbol;
        this.decimals = decimals;
    }

    public String symbol() {
        return symbol;
    }

    public String format(double value) {
        return String.format(Locale.ROOT, "%." + decimals + "f %s", value, symbol)
                .strip();
    }
}
