package io.hearth.server.config;

/** The least severity that the gateway logs. */
public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
}
