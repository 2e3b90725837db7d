package io.hearth.server.auth;

import org.jspecify.annotations.Nullable;

/**
 * A token that counts, with all that its caller is known by.
 *
 * @param role null for a system administrator who has none in the project
 * @param projectCreatedAt milliseconds since the epoch, as all its times
 */
public record HeldToken(
        String userId,
        String userName,
        boolean systemAdmin,
        String projectId,
        String projectName,
        long projectCreatedAt,
        @Nullable Role role,
        long issuedAt,
        long expiresAt) {

    Project project() {
        return new Project(projectId, projectName, true, projectCreatedAt);
    }
}
