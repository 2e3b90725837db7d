package io.hearth.server.auth;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The truth about users and what they may. Thread-safe. */
public interface AuthStore {

    /**
     * Runs work in one transaction, which is committed when the work returns and undone when it throws. Locks are taken in
     * the order authority, user.
     */
    <T extends @Nullable Object> T inTransaction(Function<Transaction, T> work);

    /**
     * The token of a hash, without a transaction; empty when it has expired, its user or project is disabled, or the user has
     * no role there any more.
     */
    Optional<HeldToken> heldToken(String hash, long now);

    default void run(Consumer<Transaction> work) {
        this.<@Nullable Void>inTransaction(transaction -> {
            work.accept(transaction);
            return null;
        });
    }

    /** One transaction. Not thread-safe, and of no use once its work returned. */
    interface Transaction {
        AuthorityRow authority();

        UserRows users();

        ProjectRows projects();

        GrantRows grants();

        AccessKeyRows accessKeys();

        TokenRows tokens();
    }
}
