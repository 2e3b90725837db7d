package io.hearth.bench.report;

/** A row that could not be measured. */
public record Failure(String row, String reason) {}
