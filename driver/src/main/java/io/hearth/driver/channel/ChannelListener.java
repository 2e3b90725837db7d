package io.hearth.driver.channel;

import io.hearth.api.channel.DriverFrame.HeldSession;
import io.hearth.api.channel.GatewayFrame;
import java.util.List;

/** What the channel asks of and tells the driver, on threads of the channel: nothing here may block. */
public interface ChannelListener {

    /** What the driver holds at this moment, for {@code Hello}. */
    List<HeldSession> held();

    /** The gateway said something that is no business of the channel itself. */
    void received(GatewayFrame frame);

    /** No gateway was there for a whole lease, or the gateway does not know this driver. Said once; the channel is over. */
    void lost(String detail);
}
