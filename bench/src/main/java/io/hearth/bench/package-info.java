/**
 * Measures a whole Hearth, as its users have it: the distribution's own gateway as a process, real Spark, calls over
 * HTTP. Here are the command line, the order in which rows run, and what is told about the machine; a row that is added
 * is a class in {@code row} and a line in {@link io.hearth.bench.Bench}.
 */
@NullMarked
package io.hearth.bench;

import org.jspecify.annotations.NullMarked;
