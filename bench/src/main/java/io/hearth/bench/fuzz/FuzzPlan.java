package io.hearth.bench.fuzz;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What is to be done.
 *
 * @param home the distribution's directory
 * @param first the number of the first request; the requests before it are not made
 * @param requests how many
 * @param progress takes a line for each step
 */
public record FuzzPlan(Path home, long seed, long first, int requests, Consumer<String> progress) {}
