package io.hearth.api.channel;

/** Facts of the channel that both sides must agree on. */
public final class Protocol {

    /** The version this code speaks. A field may be added without a new one: readers skip what they do not know. */
    public static final int VERSION = 1;

    /** The path of the WebSocket on the gateway's one port. */
    public static final String PATH = "/driver/v1/channel";

    /** The header of the upgrade that carries the driver's id. */
    public static final String DRIVER_HEADER = "X-Hearth-Driver";

    /** How often a driver says that it lives, milliseconds. */
    public static final long HEARTBEAT_MILLIS = 3_000;

    /** A side that heard nothing for this long drops the connection, milliseconds. */
    public static final long SILENCE_MILLIS = 10_000;

    /** No message is larger than this, bytes. */
    public static final int MAX_MESSAGE_BYTES = 16 << 20;

    private Protocol() {}
}
