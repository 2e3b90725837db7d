package io.hearth.server.config;

import java.util.Locale;

/**
 * Something that can be set.
 *
 * @param key the name in a file and on the command line, for example {@code session.idle-timeout}
 * @param description one paragraph of Markdown for the configuration reference
 */
public record Setting<T>(String key, SettingType<T> type, DefaultValue defaultValue, String description) {

    /** The name in the environment, for example {@code HEARTH_SESSION_IDLE_TIMEOUT}. */
    public String environmentName() {
        return "HEARTH_" + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }
}
