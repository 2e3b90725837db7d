package io.hearth.server.config;

import java.util.List;

/** Settings that stop the start. The message has a line for everything that is wrong. */
public final class SettingsException extends RuntimeException {

    SettingsException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }
}
