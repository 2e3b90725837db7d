package io.hearth.server.store;

import io.hearth.server.session.DriverRows;
import io.hearth.server.session.EventRows;
import io.hearth.server.session.QueueRows;
import io.hearth.server.session.Session;
import io.hearth.server.session.SessionRows;
import io.hearth.server.session.SessionStore;
import io.hearth.server.session.Statement;
import io.hearth.server.session.StatementRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
        T result = Transactions.run(database, handle -> work.apply(new JdbiTransaction(handle, afterCommit)));
        afterCommit.forEach(JdbiSessionStore::runGuarded);
        return result;
    }

    @Override
    public Optional<Session> session(String projectId, String id) {
        return Transactions.reaching(
                () -> database.jdbi().withExtension(PollDao.class, dao -> dao.session(projectId, id)));
    }

    @Override
    public Optional<Statement> statement(String projectId, String sessionId, int number) {
        return Transactions.reaching(
                () -> database.jdbi().withExtension(PollDao.class, dao -> dao.statement(projectId, sessionId, number)));
    }

    /** The commit stands whatever becomes of this, and the next action has a right to its turn. */
    private static void runGuarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.error("what was to follow a commit failed", e);
        }
    }

    /** Attaches each interface once: that costs as much as a query. */
    private static final class JdbiTransaction implements Transaction {

        private final Handle handle;
        private final List<Runnable> afterCommit;
        private final Map<Class<?>, Object> attached = new HashMap<>();

        JdbiTransaction(Handle handle, List<Runnable> afterCommit) {
            this.handle = handle;
            this.afterCommit = afterCommit;
        }

        private <T> T attached(Class<T> type) {
            return type.cast(attached.computeIfAbsent(type, handle::attach));
        }

        @Override
        public QueueRows queues() {
            return attached(QueueDao.class);
        }

        @Override
        public SessionRows sessions() {
            return attached(SessionDao.class);
        }

        @Override
        public StatementRows statements() {
            return attached(StatementDao.class);
        }

        @Override
        public DriverRows drivers() {
            return attached(DriverDao.class);
        }

        @Override
        public EventRows events() {
            return attached(EventDao.class);
        }

        @Override
        public void afterCommit(Runnable action) {
            afterCommit.add(action);
        }
    }
}
