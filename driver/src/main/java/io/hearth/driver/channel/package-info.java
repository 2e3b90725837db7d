/**
 * The driver's end of the channel: dials a gateway, says hello, sends reports until they are acknowledged, beats, and
 * says when no gateway was there for a lease.
 *
 * <p>Frames name their session; nothing here knows what a session is, nor Spark, nor Scala.
 */
@NullMarked
package io.hearth.driver.channel;

import org.jspecify.annotations.NullMarked;
