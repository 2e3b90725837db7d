package io.hearth.bench.report;

/**
 * What the same thing costs without Hearth, measured in the same run.
 *
 * @param name for example {@code bare interpreter}
 * @param value in the quantity of the result
 */
public record Baseline(String name, double value) {}
