package io.hearth.server.session;

import io.hearth.api.channel.GatewayFrame;

/** The connection to a driver, as long as it holds. Thread-safe. */
public interface DriverLink {

    /** Sends a frame. A frame that cannot be sent breaks the connection, which its owner then hears. */
    void send(GatewayFrame frame);

    void close();
}
