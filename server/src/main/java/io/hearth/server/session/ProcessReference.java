package io.hearth.server.session;

/**
 * A process of this machine, told apart from a later one with the same number.
 *
 * @param startedAt when the system says it started, milliseconds since the epoch; 0 when the system does not say
 */
public record ProcessReference(long pid, long startedAt) {}
