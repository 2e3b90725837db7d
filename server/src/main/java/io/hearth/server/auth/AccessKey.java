package io.hearth.server.auth;

/**
 * A key that programs sign their requests with.
 *
 * @param id 20 upper-case letters and digits; not secret
 * @param encryptedSecret under the master key, bound to the id
 * @param createdAt milliseconds since the epoch
 */
public record AccessKey(String id, String userId, String encryptedSecret, boolean enabled, long createdAt) {}
