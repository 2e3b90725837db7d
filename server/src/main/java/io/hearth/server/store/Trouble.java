package io.hearth.server.store;

import io.hearth.api.ErrorCode;
import io.hearth.api.FullDisk;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.ConnectionException;
import org.jspecify.annotations.Nullable;

/** What a database can have that is no fault of the gateway and passes. */
enum Trouble {
    OUT_OF_REACH,
    NO_SPACE,
    /** It gave up one of several transactions that waited for each other, and did nothing of it. */
    CONFLICT;

    /** Classes of states: connections that break, a server that stops or starts, and one that has no room for another connection. */
    private static final Set<String> OUT_OF_REACH_CLASSES = Set.of("08", "53", "58");

    /**
     * PostgreSQL: stopping, crashed, starting, dropping idle connections, read-only as one is that was just replaced, and cancelling
     * what takes too long. H2: closed, broken, and input or output that fails.
     */
    private static final Set<String> OUT_OF_REACH_STATES = Set.of(
            "57P01", "57P02", "57P03", "57P05", "25006", "25P03", "57014", "90007", "90020", "90028", "90031", "90067",
            "90098", "90121");

    /** PostgreSQL and H2: a deadlock, and a row that was changed meanwhile. */
    private static final Set<String> CONFLICT_STATES = Set.of("40P01", "40001", "90131");

    private static final Set<String> NO_SPACE_STATES = Set.of("53100", "90100");

    /** PostgreSQL has no room for what is written, or stopped what took too long: the connection is well. */
    private static final Set<String> WELL_CONNECTED_STATES = Set.of("53100", "57014");

    /** What the pool says of a connection that it took away, with no state. */
    private static final String TAKEN_AWAY = "Connection is closed";

    /** Empty when the database has nothing to do with it, or has a reason that does not pass. */
    static Optional<Trouble> of(Throwable failure) {
        Trouble found = null;
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (FullDisk.isIn(at) || isOneOf(NO_SPACE_STATES, at)) {
                return Optional.of(NO_SPACE);
            }
            if (isOneOf(CONFLICT_STATES, at)) {
                return Optional.of(CONFLICT);
            }
            if (found == null && isOutOfReach(at)) {
                found = OUT_OF_REACH;
            }
        }
        return Optional.ofNullable(found);
    }

    private static boolean isOneOf(Set<String> states, Throwable failure) {
        return failure instanceof SQLException sql && states.contains(state(sql));
    }

    private static boolean isOutOfReach(Throwable failure) {
        return failure instanceof ConnectionException
                || failure instanceof SQLTransientConnectionException
                || failure instanceof SQLNonTransientConnectionException
                || failure instanceof SQLRecoverableException
                || failure instanceof SQLTimeoutException
                || isOneOf(OUT_OF_REACH_STATES, failure)
                || (failure instanceof SQLException sql && isOutOfReachByClass(sql));
    }

    private static boolean isOutOfReachByClass(SQLException failure) {
        String state = state(failure);
        return (state.length() == 5 && OUT_OF_REACH_CLASSES.contains(state.substring(0, 2)))
                || (state.isEmpty() && TAKEN_AWAY.equals(failure.getMessage()));
    }

    private static String state(SQLException failure) {
        @Nullable String state = failure.getSQLState();
        return state == null ? "" : state;
    }

    /** Whether other connections that were made before may have the same; not so where none was to be had, or an answer took too long. */
    static boolean isOfConnection(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof ConnectionException
                    || at instanceof SQLTimeoutException
                    || isOneOf(WELL_CONNECTED_STATES, at)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the connection that it happened on is of no use any more. */
    static boolean breaksConnection(SQLException failure) {
        return isOfConnection(failure)
                && of(failure).filter(trouble -> trouble != CONFLICT).isPresent();
    }

    /** What callers are told. */
    GatewayException refusal() {
        return switch (this) {
            case OUT_OF_REACH ->
                new GatewayException(ErrorCode.UNAVAILABLE, Message.UNAVAILABLE, Message.DATABASE_UNREACHABLE.with());
            case NO_SPACE ->
                new GatewayException(ErrorCode.UNAVAILABLE, Message.NO_SPACE, Message.DATABASE_UNREACHABLE.with());
            case CONFLICT -> new GatewayException(ErrorCode.UNAVAILABLE, Message.CONFLICTING_CHANGES);
        };
    }
}
