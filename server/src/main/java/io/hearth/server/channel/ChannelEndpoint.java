package io.hearth.server.channel;

import java.util.Optional;

/** Where connections of drivers arrive. Thread-safe. */
public interface ChannelEndpoint {

    /** Whether a driver that brings this secret would be let in; asked before the connection is made. */
    boolean admits(String driverId, String secret);

    /** Takes a connection that was just made; empty refuses it after all, and it is closed. */
    Optional<ChannelListener> open(String driverId, String secret, ChannelConnection connection);
}
