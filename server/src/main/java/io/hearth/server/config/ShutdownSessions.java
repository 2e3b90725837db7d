package io.hearth.server.config;

/** What happens to the sessions when the gateway is stopped. */
public enum ShutdownSessions {
    END
}
