package io.hearth.server.store;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** All that is done with the database, in one place: one out of reach is not a fault, and callers are told to try again. */
final class Transactions {

    private Transactions() {}

    /** Does something in a transaction. */
    static <T extends @Nullable Object> T run(Database database, Function<Handle, T> work) {
        return database.reach().reaching(() -> database.jdbi().inTransaction(work::apply));
    }

    /** Does something with the rows of one interface, each step for itself. */
    static <T extends @Nullable Object, D> T with(Database database, Class<D> dao, Function<D, T> work) {
        return database.reach().reaching(() -> database.jdbi().withExtension(dao, work::apply));
    }
}
