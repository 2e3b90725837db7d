package io.hearth.server.channel;

import io.hearth.server.error.GatewayException;
import java.nio.file.Path;

/** Where drivers put what statements printed beyond what is shown. Thread-safe. */
public interface OutputEndpoint {

    /**
     * How much there is of a statement, bytes.
     *
     * @throws GatewayException NOT_AUTHENTICATED for a driver that is not expected, NOT_FOUND for a statement that is none of
     *     its own, UNAVAILABLE when the store cannot be reached
     */
    long length(String driverId, String secret, String sessionId, int statement);

    /**
     * Whether so many more bytes of a statement may be kept.
     *
     * @throws GatewayException BODY_TOO_LARGE when a quota would be exceeded
     */
    void requireRoom(String sessionId, int statement, long bytes);

    /**
     * Adds a piece where the text ended a moment ago, and says how much there is then.
     *
     * @throws GatewayException UNAVAILABLE when the store cannot be reached
     */
    long append(String sessionId, int statement, long from, Path piece, long bytes);
}
