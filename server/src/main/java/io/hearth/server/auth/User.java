package io.hearth.server.auth;

import org.jspecify.annotations.Nullable;

/**
 * Somebody with a row of their own.
 *
 * @param id a UUID
 * @param name in lower case; sessions name their owner by it
 * @param passwordHash null for a user who has access keys only
 * @param systemAdmin may everything in every project, and administers users and projects
 * @param createdAt milliseconds since the epoch
 */
public record User(
        String id, String name, @Nullable String passwordHash, boolean enabled, boolean systemAdmin, long createdAt) {

    User withPasswordHash(String changed) {
        return new User(id, name, changed, enabled, systemAdmin, createdAt);
    }

    User withEnabled(boolean changed) {
        return new User(id, name, passwordHash, changed, systemAdmin, createdAt);
    }

    /** Without the hash, which has no business in a log. */
    @Override
    public String toString() {
        return "User[id=" + id + ", name=" + name + ", enabled=" + enabled + ", systemAdmin=" + systemAdmin + "]";
    }
}
