/**
 * What statements print.
 *
 * <p>{@code System.out} and {@code System.err} are replaced once per process by streams that find the statement behind
 * the thread that prints: the one that runs on it, the one that started it, or the one whose Spark task it is. What
 * belongs to no running statement goes where the process's output always went. What is shown of a statement's text is in
 * memory; all of it is in a file, which is carried to the gateways when it is longer.
 */
@NullMarked
package io.hearth.driver.output;

import org.jspecify.annotations.NullMarked;
