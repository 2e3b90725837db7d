package io.hearth.server.session;

import org.jspecify.annotations.Nullable;

/**
 * What a request with a key has made.
 *
 * @param place the digest of the key and of where it counts
 * @param bodyHash the SHA-256 of the body it came with, in hex
 * @param sessionId the session that was made, or in which the statement was
 * @param statement the number of the statement; null when the session is what was made
 * @param keptUntil from then on the key is a new one, milliseconds since the epoch
 */
public record KeptRequest(
        String place,
        String bodyHash,
        String sessionId,
        @Nullable Integer statement,
        long keptUntil) {}
