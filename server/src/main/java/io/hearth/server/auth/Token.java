package io.hearth.server.auth;

/**
 * A token as it is kept: nobody who reads it here can use it.
 *
 * @param hash SHA-256 of the token, as hex
 * @param issuedAt milliseconds since the epoch
 * @param expiresAt milliseconds since the epoch; the first moment at which it no longer counts
 */
public record Token(String hash, String userId, String projectId, long issuedAt, long expiresAt) {}
