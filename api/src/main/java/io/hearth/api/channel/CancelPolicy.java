package io.hearth.api.channel;

/**
 * How a driver stops statements that are cancelled.
 *
 * @param timeoutMillis how long one may go on before the driver ends itself, milliseconds
 */
public record CancelPolicy(long timeoutMillis, LoopChecks loopChecks) {}
