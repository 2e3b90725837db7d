package io.hearth.server.auth;

import io.hearth.server.auth.AuthStore.Transaction;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes what a gateway needs before anybody can call it. */
public final class FirstStart {

    static final String USER = "admin";

    private final AuthStore store;
    private final PasswordHashes hashes;
    private final AccessKeys accessKeys;
    private final RandomTexts random;
    private final Clock clock;

    FirstStart(AuthStore store, PasswordHashes hashes, AccessKeys accessKeys, RandomTexts random, Clock clock) {
        this.store = store;
        this.hashes = hashes;
        this.accessKeys = accessKeys;
        this.random = random;
        this.clock = clock;
    }

    /**
     * What the first start made, told this once.
     *
     * @param password never to be logged
     */
    public record Result(String user, String password, NewAccessKey accessKey) {

        @Override
        public String toString() {
            return "Result[user=" + user + ", accessKey=" + accessKey.id() + "]";
        }
    }

    /**
     * Sees to it that the project exists and, when there is no user at all, makes the first one, a system administrator with
     * a random password and an access key. All or nothing; of several gateways that start at once, one does it.
     *
     * @param keep puts the result where it can be found again, before it counts: what throws there undoes everything
     * @return empty when there are users already
     */
    public Optional<Result> run(String projectId, Consumer<Result> keep) {
        return store.inTransaction(transaction -> {
            transaction.authority().lock();
            if (transaction.projects().find(projectId).isEmpty()) {
                transaction
                        .projects()
                        .insert(new Project(projectId, freeName(transaction, projectId), true, clock.millis()));
            }
            if (transaction.users().count() > 0) {
                return Optional.empty();
            }
            Result first = firstUser(transaction, projectId);
            keep.accept(first);
            return Optional.of(first);
        });
    }

    private Result firstUser(Transaction transaction, String projectId) {
        String password = random.password();
        User user = new User(random.id(), USER, hashes.hash(password), true, true, clock.millis());
        transaction.users().insert(user);
        transaction.grants().put(new Grant(user.id(), projectId, Role.ADMIN));
        return new Result(USER, password, accessKeys.create(transaction, user));
    }

    /** The id itself, unless somebody gave that name to another project. */
    private String freeName(Transaction transaction, String projectId) {
        return transaction.projects().findByName(projectId).isEmpty() ? projectId : random.projectId();
    }
}
