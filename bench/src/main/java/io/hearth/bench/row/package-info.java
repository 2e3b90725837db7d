/** The rows of the benchmark, one class each: what is measured, how, and what the limit is. */
@NullMarked
package io.hearth.bench.row;

import org.jspecify.annotations.NullMarked;
