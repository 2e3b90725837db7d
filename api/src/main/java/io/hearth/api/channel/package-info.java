/**
 * What gateway and driver say to each other over the one WebSocket that the driver dials.
 *
 * <p>A message is an {@link io.hearth.api.channel.Envelope}: a sequence number and a frame. What a driver reports is
 * numbered from 1 without a gap; the gateway acknowledges a number once its effect is committed, and after a reconnect
 * the driver sends again what was not acknowledged. Frames name their session, because a driver may hold several.
 */
@NullMarked
package io.hearth.api.channel;

import org.jspecify.annotations.NullMarked;
