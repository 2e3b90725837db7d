/**
 * A driver without Hearth, as a yardstick: the same Java, options and class path as a real one, but no more in it than
 * Spark and the Scala compiler.
 */
@NullMarked
package io.hearth.bench.bare;

import org.jspecify.annotations.NullMarked;
