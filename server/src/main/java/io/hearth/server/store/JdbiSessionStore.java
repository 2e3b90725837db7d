package io.hearth.server.store;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.hearth.server.session.DriverRows;
import io.hearth.server.session.EventRows;
import io.hearth.server.session.QueueRows;
import io.hearth.server.session.SessionRows;
import io.hearth.server.session.SessionStore;
import io.hearth.server.session.StatementRows;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sessions in the database. */
public final class JdbiSessionStore implements SessionStore {

    private static final Logger LOG = LoggerFactory.getLogger(JdbiSessionStore.class);

    private final Database database;

    public JdbiSessionStore(Database database) {
        this.database = database;
    }

    @Override
    public <T extends @Nullable Object> T inTransaction(Function<Transaction, T> work) {
        List<Runnable> afterCommit = new ArrayList<>();
        T result;
        try {
            result = database.jdbi().inTransaction(handle -> work.apply(new JdbiTransaction(handle, afterCommit)));
        } catch (ConnectionException e) {
            LOG.warn("the database is out of reach", e);
            throw new GatewayException(ErrorCode.UNAVAILABLE, Message.UNAVAILABLE, "its database");
        }
        afterCommit.forEach(JdbiSessionStore::runGuarded);
        return result;
    }

    /** The commit stands whatever becomes of this, and the next action has a right to its turn. */
    private static void runGuarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.error("what was to follow a commit failed", e);
        }
    }

    private record JdbiTransaction(Handle handle, List<Runnable> afterCommit) implements Transaction {

        @Override
        public QueueRows queues() {
            return handle.attach(QueueDao.class);
        }

        @Override
        public SessionRows sessions() {
            return handle.attach(SessionDao.class);
        }

        @Override
        public StatementRows statements() {
            return handle.attach(StatementDao.class);
        }

        @Override
        public DriverRows drivers() {
            return handle.attach(DriverDao.class);
        }

        @Override
        public EventRows events() {
            return handle.attach(EventDao.class);
        }

        @Override
        public void afterCommit(Runnable action) {
            afterCommit.add(action);
        }
    }
}
