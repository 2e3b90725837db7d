package io.hearth.server.config;

import java.util.function.Function;

/**
 * The value that a setting has when nothing sets it.
 *
 * @param description Markdown for the configuration reference; the same on every machine
 * @param text computes the value, in the form in which it would be set
 */
record DefaultValue(String description, Function<Surroundings, String> text) {

    /** Stands for: not set at all. */
    static final DefaultValue NONE = new DefaultValue("none", surroundings -> "");

    static DefaultValue of(String text) {
        return new DefaultValue("`" + text + "`", surroundings -> text);
    }
}
