package io.hearth.server.config;

/** What happens to the sessions when the gateway is stopped. */
public enum ShutdownSessions {
    /** They are ended, too. */
    END,
    /** Their drivers go on and wait for the next gateway. */
    KEEP
}
