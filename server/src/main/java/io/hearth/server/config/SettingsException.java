package io.hearth.server.config;

import java.util.List;
import java.util.function.Supplier;

/** Settings that stop the start. The message has a line for everything that is wrong. */
public final class SettingsException extends RuntimeException {

    SettingsException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }

    private SettingsException(IllegalArgumentException refusal) {
        super(refusal.getMessage(), refusal);
    }

    /**
     * What a part makes of its settings.
     *
     * @param make throws what names the setting, its value and what would be right
     */
    public static <T> T checking(Supplier<T> make) {
        try {
            return make.get();
        } catch (IllegalArgumentException e) {
            throw new SettingsException(e);
        }
    }
}
