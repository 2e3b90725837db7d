package io.hearth.server.auth;

import java.time.Instant;

/**
 * A token, the one time that it is told.
 *
 * @param token never to be logged
 * @param caller who it stands for, with their role in the project
 */
public record IssuedToken(String token, Caller caller, Project project, Instant issuedAt, Instant expiresAt) {

    @Override
    public String toString() {
        return "IssuedToken[user=" + caller.user() + ", project=" + project.id() + ", expiresAt=" + expiresAt + "]";
    }
}
