package io.hearth.api.channel;

/** Facts of the channel that both sides must agree on. */
public final class Protocol {

    /** The version this code speaks. A field may be added without a new one: readers skip what they do not know. */
    public static final int VERSION = 1;

    /** The oldest version of a driver that a gateway serves, {@link #VERSION} being the newest. */
    public static final int OLDEST_SERVED = 1;

    /** The path of the WebSocket on the gateway's one port. */
    public static final String PATH = "/driver/v1/channel";

    /**
     * Below this path on the same port lies the content of packages, by SHA-256 in lower-case hex. A driver proves itself
     * as it does with the upgrade, and gets what the sessions have that it holds. {@code Range: bytes=N-} goes on at an
     * offset.
     */
    public static final String PACKAGE_PATH = "/driver/v1/packages/";

    /**
     * Below this path, as {@code SESSION/STATEMENT?from=OFFSET}, a driver puts what a statement printed, piece after piece. The
     * answer says in {@link #LENGTH_HEADER} how much the gateways have now; an offset other than that changes nothing
     * (409), and a piece of no bytes only asks.
     */
    public static final String OUTPUT_PATH = "/driver/v1/outputs/";

    /** How much of a text there is, bytes. */
    public static final String LENGTH_HEADER = "X-Hearth-Length";

    /** No piece of a text is larger than this, bytes. */
    public static final int MAX_PIECE_BYTES = 8 << 20;

    /** The header of the upgrade, and of requests about packages and outputs, that carries the driver's id. */
    public static final String DRIVER_HEADER = "X-Hearth-Driver";

    /** How often a driver says that it lives, milliseconds. */
    public static final long HEARTBEAT_MILLIS = 3_000;

    /**
     * A side that heard nothing for this long drops the connection, milliseconds. With the dial that follows, a driver is back
     * within ten seconds when its gateway is gone without a word.
     */
    public static final long SILENCE_MILLIS = 8_000;

    /** No message is larger than this, bytes. */
    public static final int MAX_MESSAGE_BYTES = 16 << 20;

    /** What a statement printed, and what SQL gave, travel in one message; of either no more than this is shown, bytes. */
    public static final int MAX_SHOWN_BYTES = MAX_MESSAGE_BYTES / 16 * 7;

    private Protocol() {}
}
