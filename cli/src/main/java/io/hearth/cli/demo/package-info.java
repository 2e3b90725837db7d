/**
 * The demonstration: a gateway of its own, one session, a handful of statements. A terminal or a pipe is what it writes
 * to; whether every statement ended as expected is what comes out.
 */
@NullMarked
package io.hearth.cli.demo;

import org.jspecify.annotations.NullMarked;
