package io.hearth.bench.lab;

/**
 * How long a statement took, as its client saw it.
 *
 * @param post milliseconds from the first byte of its POST to the last byte of the answer
 * @param total milliseconds from the first byte of its POST to the last byte of the answer that said it is over
 * @param text its output
 */
public record StatementTimes(double post, double total, String text) {}
