package io.hearth.server.config;

import java.util.function.Function;

/**
 * How the text of a setting is read.
 *
 * @param description what may be written, for the reference and for messages, for example {@code a whole number}
 * @param reader throws IllegalArgumentException for a text that is no such value
 * @param confidentiality whether texts of this type may be printed
 */
record SettingType<T>(String description, Function<String, T> reader, Confidentiality confidentiality) {

    enum Confidentiality {
        OPEN,
        SECRET
    }

    SettingType(String description, Function<String, T> reader) {
        this(description, reader, Confidentiality.OPEN);
    }

    T read(String text) {
        return reader.apply(text);
    }

    /** The text itself, or a mask. */
    String printable(String text) {
        return switch (confidentiality) {
            case OPEN -> text;
            case SECRET -> text.isEmpty() ? "" : Secret.MASK;
        };
    }
}
