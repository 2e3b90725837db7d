package io.hearth.server.packages;

import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The truth about packages. Thread-safe. */
public interface PackageStore {

    /** Runs work in one transaction, which is committed when the work returns and undone when it throws. */
    <T extends @Nullable Object> T inTransaction(Function<Transaction, T> work);

    default void run(Consumer<Transaction> work) {
        this.<@Nullable Void>inTransaction(transaction -> {
            work.accept(transaction);
            return null;
        });
    }

    /** One transaction. Not thread-safe, and of no use once its work returned. */
    interface Transaction {
        PackageRows packages();
    }
}
