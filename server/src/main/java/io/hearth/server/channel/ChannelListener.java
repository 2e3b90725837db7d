package io.hearth.server.channel;

import java.nio.ByteBuffer;

/** What hears of one connection. Messages come one at a time, in order; after {@link #closed} comes nothing. */
public interface ChannelListener {

    /** A message. The buffer is the caller's again when this returns. */
    void received(ByteBuffer message);

    /** The connection is gone, whoever ended it. Called exactly once. */
    void closed();
}
