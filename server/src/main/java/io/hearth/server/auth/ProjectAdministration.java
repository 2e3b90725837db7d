package io.hearth.server.auth;

import io.hearth.api.ErrorCode;
import io.hearth.server.auth.AuthStore.Transaction;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes, changes and removes projects, and says who has which role in them. A project is given by its id or by its name.
 * Thread-safe.
 */
public final class ProjectAdministration {

    private final AuthStore store;
    private final RandomTexts random;
    private final Clock clock;

    ProjectAdministration(AuthStore store, RandomTexts random, Clock clock) {
        this.store = store;
        this.random = random;
        this.clock = clock;
    }

    public Project create(String name) {
        if (!Names.isProjectName(name)) {
            throw GatewayException.invalid(Message.PROJECT_NAME_INVALID, name);
        }
        Project project = new Project(random.projectId(), name, true, clock.millis());
        store.run(transaction -> {
            transaction.authority().lock();
            if (isTaken(transaction, name)) {
                throw new GatewayException(ErrorCode.ALREADY_EXISTS, Message.PROJECT_EXISTS, name);
            }
            transaction.projects().insert(project);
        });
        return project;
    }

    /** What is the id of a project could not be told from the name of another. */
    private static boolean isTaken(Transaction transaction, String name) {
        return transaction.projects().findByName(name).isPresent()
                || transaction.projects().find(name).isPresent();
    }

    /** By name. */
    public List<Project> list() {
        return store.inTransaction(transaction -> transaction.projects().all());
    }

    public Project find(String project) {
        return store.inTransaction(transaction -> Lookup.project(transaction, project));
    }

    public void enable(String project) {
        setEnabled(project, true);
    }

    /** Nobody's role in it counts until it is enabled again. */
    public void disable(String project) {
        setEnabled(project, false);
    }

    private void setEnabled(String given, boolean enabled) {
        store.run(transaction -> {
            transaction.authority().lock();
            Project project = Lookup.project(transaction, given);
            transaction.projects().update(project.withEnabled(enabled));
        });
    }

    /** Only one that has no queue and never had a session. */
    public void remove(String given) {
        store.run(transaction -> {
            transaction.authority().lock();
            Project project = Lookup.project(transaction, given);
            if (transaction.projects().isInUse(project.id())) {
                throw new GatewayException(ErrorCode.NOT_SUPPORTED, Message.PROJECT_IN_USE, given);
            }
            transaction.tokens().removeOfProject(project.id());
            transaction.grants().removeOfProject(project.id());
            transaction.projects().remove(project.id());
        });
    }

    /** In place of the role that the user had there. */
    public HeldRole grant(String userName, String given, String roleName) {
        Role role =
                Role.ofWireName(roleName).orElseThrow(() -> GatewayException.invalid(Message.ROLE_UNKNOWN, roleName));
        return store.inTransaction(transaction -> {
            User user = Lookup.lockedUser(transaction, userName);
            Project project = Lookup.project(transaction, given);
            transaction.grants().put(new Grant(user.id(), project.id(), role));
            return new HeldRole(user.name(), project, role);
        });
    }

    public void revoke(String userName, String given) {
        store.run(transaction -> {
            User user = Lookup.lockedUser(transaction, userName);
            Project project = Lookup.project(transaction, given);
            if (!transaction.grants().remove(user.id(), project.id())) {
                throw new GatewayException(ErrorCode.NOT_FOUND, Message.NO_SUCH_ROLE, userName, given);
            }
        });
    }

    /** All roles there are, by user and project. */
    public List<HeldRole> roles() {
        return store.inTransaction(transaction -> named(
                transaction.users().all(),
                transaction.projects().all(),
                transaction.grants().all()));
    }

    /** The roles of a user, by project. */
    public List<HeldRole> rolesOf(String userName) {
        return store.inTransaction(transaction -> {
            User user = Lookup.user(transaction, userName);
            return named(
                    List.of(user),
                    transaction.projects().all(),
                    transaction.grants().ofUser(user.id()));
        });
    }

    /** The roles in a project, by user. */
    public List<HeldRole> rolesIn(String given) {
        return store.inTransaction(transaction -> {
            Project project = Lookup.project(transaction, given);
            return named(
                    transaction.users().all(),
                    List.of(project),
                    transaction.grants().ofProject(project.id()));
        });
    }

    private static List<HeldRole> named(List<User> users, List<Project> projects, List<Grant> grants) {
        Map<String, String> names = users.stream().collect(Collectors.toMap(User::id, User::name));
        Map<String, Project> byId = projects.stream().collect(Collectors.toMap(Project::id, Function.identity()));
        return grants.stream()
                .map(grant -> new HeldRole(
                        Objects.requireNonNull(names.get(grant.userId())),
                        Objects.requireNonNull(byId.get(grant.projectId())),
                        grant.role()))
                .sorted(Comparator.comparing(HeldRole::user)
                        .thenComparing(role -> role.project().name()))
                .toList();
    }
}
