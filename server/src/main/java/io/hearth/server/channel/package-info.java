/**
 * The gateway's end of the channel that drivers dial. Frames of drivers come in as messages of a connection, orders for
 * them go out the same way. What carries the messages is not known here: see {@link io.hearth.server.channel.ChannelEndpoint}.
 */
@NullMarked
package io.hearth.server.channel;

import org.jspecify.annotations.NullMarked;
