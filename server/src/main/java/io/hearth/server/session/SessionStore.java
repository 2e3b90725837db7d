package io.hearth.server.session;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The truth about sessions. Thread-safe. */
public interface SessionStore {

    /**
     * Runs work in one transaction, which is committed when the work returns and undone when it throws. Locks are taken in
     * the order admission, driver, session, so that two transactions cannot wait for each other.
     */
    <T extends @Nullable Object> T inTransaction(Function<Transaction, T> work);

    /** A session as it stands now, without a transaction. */
    Optional<Session> session(String projectId, String id);

    /** A statement as it stands now, without a transaction; empty also for a session of another project. */
    Optional<Statement> statement(String projectId, String sessionId, int number);

    /**
     * What drivers that are connected to a gateway have not been told or may not have been: sessions that can be given a
     * statement, statements that run, drivers that are to end.
     */
    OpenOrders openOrders(String gateway);

    /** A driver as it stands now, without a transaction. */
    Optional<Driver> driver(String id);

    /** The newest events of a session that have one of these names, oldest first, without a transaction. */
    List<SessionEvent> newestEvents(String sessionId, Set<String> names, int most);

    default void run(Consumer<Transaction> work) {
        this.<@Nullable Void>inTransaction(transaction -> {
            work.accept(transaction);
            return null;
        });
    }

    /** One transaction. Not thread-safe, and of no use once its work returned. */
    interface Transaction {
        QueueRows queues();

        SessionRows sessions();

        StatementRows statements();

        SubmissionRows submissions();

        DriverRows drivers();

        EventRows events();

        GatewayRows gateways();

        RequestKeyRows requestKeys();

        NamedPackages packages();

        RestorationRows restorations();

        /** Updates a session and tells whoever waits for it, once that is committed. */
        default void save(Session session) {
            sessions().update(session);
            changed(session.id());
        }

        /** Updates a statement and tells whoever waits for it, once that is committed. */
        default void save(Statement statement, long now) {
            statements().update(statement, now);
            changed(statement.sessionId());
        }

        /** Tells {@link SessionChanges} of a session, once, when the transaction is committed. */
        void changed(String sessionId);

        /** Tells the other gateways, if there are any, when the transaction is committed; nobody when it is undone. */
        void tell(PeerNotice notice);

        /** Does this once the transaction is committed, and never when it is undone. */
        void afterCommit(Runnable action);

        /** What time it is by the one clock that all gateways on the database go by, milliseconds since the epoch. */
        long sharedNow();
    }
}
