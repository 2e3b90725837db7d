package io.hearth.server.auth;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request, and what they may.
 *
 * @param user name of the user, in lower case; sessions name their owner by it
 * @param userId null for a user of an identity provider, who has no row
 * @param domain id and name of the one domain
 * @param systemAdmin may everything in every project, and administers users and projects
 * @param roles by id of the project, enabled ones only; a token's caller has that of the token's project alone
 */
public record Caller(
        String user, @Nullable String userId, String domain, boolean systemAdmin, Map<String, Role> roles) {

    public Caller {
        roles = Map.copyOf(roles);
    }

    /** The role in a project, {@link Role#ADMIN} in every one for a system administrator. */
    public Optional<Role> roleIn(String projectId) {
        return systemAdmin ? Optional.of(Role.ADMIN) : Optional.ofNullable(roles.get(projectId));
    }

    /** Whether the caller may do what asks for a role in a project. */
    public boolean may(Role role, String projectId) {
        return roleIn(projectId).filter(held -> held.includes(role)).isPresent();
    }
}
