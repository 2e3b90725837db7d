package io.hearth.server.channel;

/** One connection to a driver. Thread-safe; nothing here blocks for long or throws. */
public interface ChannelConnection {

    /** Sends a message after those sent before; a connection that cannot take it is closed. */
    void send(byte[] message);

    /** Ends the connection; the listener hears of it. */
    void close();

    /** Ends the connection without waiting for the other side to agree, which it may never do; the listener hears of it at once. */
    void abort();
}
