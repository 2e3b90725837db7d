/**
 * What rows measure with: a gateway that is started for one row, sessions on it, and a connection that adds as little
 * of its own to a call as can be.
 */
@NullMarked
package io.hearth.bench.lab;

import org.jspecify.annotations.NullMarked;
