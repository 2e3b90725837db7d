package io.hearth.server.auth;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import java.time.Clock;
import java.util.List;

/** Makes, changes and removes projects, and says who has which role in them. Thread-safe. */
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
            if (transaction.projects().findByName(name).isPresent()) {
                throw new GatewayException(ErrorCode.ALREADY_EXISTS, Message.PROJECT_EXISTS, name);
            }
            transaction.projects().insert(project);
        });
        return project;
    }

    /** By name. */
    public List<Project> list() {
        return store.inTransaction(transaction -> transaction.projects().all());
    }

    public void enable(String id) {
        setEnabled(id, true);
    }

    /** Nobody's role in it counts until it is enabled again. */
    public void disable(String id) {
        setEnabled(id, false);
    }

    private void setEnabled(String id, boolean enabled) {
        store.run(transaction -> {
            transaction.authority().lock();
            Project project = Lookup.project(transaction, id);
            transaction.projects().update(project.withEnabled(enabled));
        });
    }

    /** Only one that has no queue and never had a session. */
    public void remove(String id) {
        store.run(transaction -> {
            transaction.authority().lock();
            Lookup.project(transaction, id);
            if (transaction.projects().isInUse(id)) {
                throw new GatewayException(ErrorCode.NOT_SUPPORTED, Message.PROJECT_IN_USE, id);
            }
            transaction.tokens().removeOfProject(id);
            transaction.grants().removeOfProject(id);
            transaction.projects().remove(id);
        });
    }

    /** In place of the role that the user had there. */
    public void grant(String userName, String projectId, String roleName) {
        Role role =
                Role.ofWireName(roleName).orElseThrow(() -> GatewayException.invalid(Message.ROLE_UNKNOWN, roleName));
        store.run(transaction -> {
            User user = Lookup.lockedUser(transaction, userName);
            Project project = Lookup.project(transaction, projectId);
            transaction.grants().put(new Grant(user.id(), project.id(), role));
        });
    }

    public void revoke(String userName, String projectId) {
        store.run(transaction -> {
            User user = Lookup.lockedUser(transaction, userName);
            if (!transaction.grants().remove(user.id(), projectId)) {
                throw new GatewayException(ErrorCode.NOT_FOUND, Message.NO_SUCH_ROLE, userName, projectId);
            }
        });
    }

    /** The roles of a user, by project. */
    public List<Grant> rolesOf(String userName) {
        return store.inTransaction(transaction ->
                transaction.grants().ofUser(Lookup.user(transaction, userName).id()));
    }

    /** The roles in a project. */
    public List<Grant> rolesIn(String projectId) {
        return store.inTransaction(transaction -> transaction
                .grants()
                .ofProject(Lookup.project(transaction, projectId).id()));
    }
}
