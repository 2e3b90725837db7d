package io.hearth.api.channel;

/** Facts of the channel that both sides must agree on. */
public final class Protocol {

    /** The version this code speaks. A field may be added without a new one: readers skip what they do not know. */
    public static final int VERSION = 1;

    /** The path of the WebSocket on the gateway's one port. */
    public static final String PATH = "/driver/v1/channel";

    /**
     * Below this path on the same port lies the content of packages, by SHA-256 in lower-case hex. A driver proves itself
     * as it does with the upgrade, and gets what the sessions have that it holds. {@code Range: bytes=N-} goes on at an
     * offset.
     */
    public static final String PACKAGE_PATH = "/driver/v1/packages/";

    /** The header of the upgrade, and of requests for packages, that carries the driver's id. */
    public static final String DRIVER_HEADER = "X-Hearth-Driver";

    /** How often a driver says that it lives, milliseconds. */
    public static final long HEARTBEAT_MILLIS = 3_000;

    /** A side that heard nothing for this long drops the connection, milliseconds. */
    public static final long SILENCE_MILLIS = 10_000;

    /** No message is larger than this, bytes. */
    public static final int MAX_MESSAGE_BYTES = 16 << 20;

    private Protocol() {}
}
