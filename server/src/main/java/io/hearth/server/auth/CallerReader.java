package io.hearth.server.auth;

import io.hearth.server.auth.AuthStore.Transaction;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes callers of rows. */
final class CallerReader {

    private final String domain;

    CallerReader(String domain) {
        this.domain = domain;
    }

    /** A user with all their roles; empty when the user is disabled. */
    Optional<Caller> everywhere(Transaction transaction, User user) {
        if (!user.enabled()) {
            return Optional.empty();
        }
        Map<String, Role> roles = transaction.grants().effective(user.id()).stream()
                .collect(Collectors.toMap(Grant::projectId, Grant::role));
        return Optional.of(caller(user, roles));
    }

    /** A user with their role in one project; empty when either is disabled, or the user has no business there. */
    Optional<Caller> in(Transaction transaction, User user, Project project) {
        if (!user.enabled() || !project.enabled()) {
            return Optional.empty();
        }
        Optional<Role> role = transaction.grants().find(user.id(), project.id()).map(Grant::role);
        if (role.isEmpty() && !user.systemAdmin()) {
            return Optional.empty();
        }
        return Optional.of(caller(
                user, role.map(held -> Map.of(project.id(), held)).orElse(Map.of())));
    }

    /** The holder of a token. */
    Caller of(HeldToken held) {
        Role role = held.role();
        return new Caller(
                held.userName(),
                held.userId(),
                domain,
                held.systemAdmin(),
                role == null ? Map.of() : Map.of(held.projectId(), role));
    }

    /** A user of an identity provider, with the roles in projects that are there and enabled. */
    Caller ofProvider(Transaction transaction, OidcIdentity identity) {
        Map<String, Role> roles = identity.roles().entrySet().stream()
                .filter(role -> transaction
                        .projects()
                        .find(role.getKey())
                        .filter(Project::enabled)
                        .isPresent())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return new Caller(identity.user(), null, domain, false, roles);
    }

    private Caller caller(User user, Map<String, Role> roles) {
        return new Caller(user.name(), user.id(), domain, user.systemAdmin(), roles);
    }
}
