package io.hearth.server.http;

import io.hearth.server.channel.ChannelConnection;
import io.hearth.server.channel.ChannelEndpoint;
import io.hearth.server.channel.ChannelListener;
import java.util.Optional;

/** Where no driver is let in. */
final class ClosedChannel implements ChannelEndpoint {

    @Override
    public boolean admits(String driverId, String secret) {
        return false;
    }

    @Override
    public Optional<ChannelListener> open(String driverId, String secret, ChannelConnection connection) {
        return Optional.empty();
    }
}
