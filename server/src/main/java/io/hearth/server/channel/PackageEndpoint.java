package io.hearth.server.channel;

import io.hearth.server.error.GatewayException;

/** Where drivers get the content of their sessions' packages. Thread-safe. */
public interface PackageEndpoint {

    /**
     * Opens content for a driver, from an offset on. Whoever gets it closes it.
     *
     * @throws GatewayException NOT_AUTHENTICATED for a driver that is not expected, NOT_FOUND for content that none of its open
     *     sessions has or that is lost, INVALID_PARAMETER for an offset beyond its end, TOO_MANY_REQUESTS when enough is
     *     under way, UNAVAILABLE when the store cannot be reached
     */
    PackageContent open(String driverId, String secret, String sha256, long from);
}
