package io.hearth.server.store;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs transactions; a database out of reach is not a fault, and callers are told to try again. */
final class Transactions {

    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

    private Transactions() {}

    static <T extends @Nullable Object> T run(Database database, Function<Handle, T> work) {
        return reaching(() -> database.jdbi().inTransaction(work::apply));
    }

    static <T extends @Nullable Object> T reaching(Supplier<T> work) {
        try {
            return work.get();
        } catch (ConnectionException e) {
            LOG.warn("the database is out of reach", e);
            throw new GatewayException(ErrorCode.UNAVAILABLE, Message.UNAVAILABLE, "its database");
        }
    }
}
