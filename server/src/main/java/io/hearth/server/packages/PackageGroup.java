package io.hearth.server.packages;

/**
 * A group of packages. It is made with its first package and goes with its last.
 *
 * @param owner the user it belongs to
 * @param mode how its packages were last uploaded
 * @param createdAt milliseconds since the epoch
 * @param updatedAt milliseconds since the epoch
 */
public record PackageGroup(
        String projectId, String name, String owner, UploadMode mode, long createdAt, long updatedAt) {}
