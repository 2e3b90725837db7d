/**
 * A driver without Spark, a process a session: the gateway launches and ends it as it does a real one, it speaks to gateways over
 * the real agent's channel, and runs statements of a tiny language. What it executed it writes down in a file of its own, which no
 * gateway ever sees, so that one can tell afterwards what really ran.
 */
@NullMarked
package io.hearth.bench.toy;

import org.jspecify.annotations.NullMarked;
