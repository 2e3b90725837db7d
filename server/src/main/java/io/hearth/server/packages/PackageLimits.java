package io.hearth.server.packages;

import java.time.Duration;

/**
 * What is too much.
 *
 * @param maxBytes the largest package
 * @param fetchTime how long a call that waits, or one package of another, may be fetched
 */
public record PackageLimits(long maxBytes, Duration fetchTime) {}
