package io.hearth.server.store;

import io.hearth.server.session.Driver;
import io.hearth.server.session.DriverRows;
import io.hearth.server.session.EventRows;
import io.hearth.server.session.NamedPackages;
import io.hearth.server.session.QueueRows;
import io.hearth.server.session.RequestKeyRows;
import io.hearth.server.session.Session;
import io.hearth.server.session.SessionChanges;
import io.hearth.server.session.SessionEvent;
import io.hearth.server.session.SessionRows;
import io.hearth.server.session.SessionStore;
import io.hearth.server.session.Statement;
import io.hearth.server.session.StatementRows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sessions in the database. */
public final class JdbiSessionStore implements SessionStore {

    private static final Logger LOG = LoggerFactory.getLogger(JdbiSessionStore.class);

    private final Database database;
    private final SessionChanges changes;

    /** @param changes told of every session that a committed transaction changed */
    public JdbiSessionStore(Database database, SessionChanges changes) {
        this.database = database;
        this.changes = changes;
    }

    @Override
    public <T extends @Nullable Object> T inTransaction(Function<Transaction, T> work) {
        List<Runnable> afterCommit = new ArrayList<>();
        Set<String> changed = new LinkedHashSet<>();
        T result = Transactions.run(
                database, handle -> work.apply(new JdbiTransaction(new Attached(handle), afterCommit, changed)));
        afterCommit.forEach(JdbiSessionStore::runGuarded);
        changed.forEach(id -> runGuarded(() -> changes.publish(id)));
        return result;
    }

    @Override
    public Optional<Session> session(String projectId, String id) {
        return DirectQueries.SESSION.one(database, id, projectId);
    }

    @Override
    public Optional<Statement> statement(String projectId, String sessionId, int number) {
        return DirectQueries.STATEMENT.one(database, sessionId, number, projectId);
    }

    @Override
    public Optional<Driver> driver(String id) {
        return DirectQueries.DRIVER.one(database, id);
    }

    @Override
    public List<SessionEvent> newestEvents(String sessionId, Set<String> names, int most) {
        List<Object> parameters = new ArrayList<>();
        parameters.add(sessionId);
        parameters.addAll(names);
        parameters.add(most);
        List<SessionEvent> events =
                new ArrayList<>(DirectQueries.newestEvents(names.size()).all(database, parameters.toArray()));
        Collections.reverse(events);
        return events;
    }

    /** The commit stands whatever becomes of this, and the next action has a right to its turn. */
    private static void runGuarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.error("what was to follow a commit failed", e);
        }
    }

    private record JdbiTransaction(Attached attached, List<Runnable> afterCommit, Set<String> changed)
            implements Transaction {

        @Override
        public QueueRows queues() {
            return attached.get(QueueDao.class);
        }

        @Override
        public SessionRows sessions() {
            return attached.get(SessionDao.class);
        }

        @Override
        public StatementRows statements() {
            return attached.get(StatementDao.class);
        }

        @Override
        public DriverRows drivers() {
            return attached.get(DriverDao.class);
        }

        @Override
        public EventRows events() {
            return attached.get(EventDao.class);
        }

        @Override
        public RequestKeyRows requestKeys() {
            return attached.get(RequestKeyDao.class);
        }

        @Override
        public NamedPackages packages() {
            return new StoredPackages(attached.get(PackageDao.class));
        }

        @Override
        public void changed(String sessionId) {
            changed.add(sessionId);
        }

        @Override
        public void afterCommit(Runnable action) {
            afterCommit.add(action);
        }
    }
}
