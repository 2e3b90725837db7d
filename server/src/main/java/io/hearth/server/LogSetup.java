package io.hearth.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.hearth.server.config.LogLevel;
import org.slf4j.LoggerFactory;

/** Applies the configured severity to the gateway's own log. */
final class LogSetup {

    private LogSetup() {}

    static void apply(LogLevel level) {
        if (LoggerFactory.getLogger("io.hearth") instanceof Logger own) {
            own.setLevel(Level.valueOf(level.name()));
        }
    }
}
