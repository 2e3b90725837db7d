package io.hearth.server.auth;

/**
 * A project: what sessions belong to.
 *
 * @param createdAt milliseconds since the epoch
 */
public record Project(String id, String name, boolean enabled, long createdAt) {

    Project withEnabled(boolean changed) {
        return new Project(id, name, changed, createdAt);
    }
}
