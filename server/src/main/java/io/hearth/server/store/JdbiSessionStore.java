package io.hearth.server.store;

import io.hearth.server.error.GatewayException;
import io.hearth.server.session.Driver;
import io.hearth.server.session.DriverRows;
import io.hearth.server.session.EventRows;
import io.hearth.server.session.GatewayRows;
import io.hearth.server.session.NamedPackages;
import io.hearth.server.session.OpenOrders;
import io.hearth.server.session.PeerNotice;
import io.hearth.server.session.Peers;
import io.hearth.server.session.QueueRows;
import io.hearth.server.session.RequestKeyRows;
import io.hearth.server.session.RestorationRows;
import io.hearth.server.session.Session;
import io.hearth.server.session.SessionChanges;
import io.hearth.server.session.SessionEvent;
import io.hearth.server.session.SessionPlan;
import io.hearth.server.session.SessionRows;
import io.hearth.server.session.SessionStore;
import io.hearth.server.session.Statement;
import io.hearth.server.session.StatementRows;
import io.hearth.server.session.SubmissionRows;
import java.sql.Connection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sessions in the database. */
public final class JdbiSessionStore implements SessionStore {

    private static final Logger LOG = LoggerFactory.getLogger(JdbiSessionStore.class);

    private final Database database;
    private final SessionChanges changes;
    private final Peers peers;
    private final DatabaseClock clock;
    private final DirectQuery<Session> bySession;
    private final Queue<String> doubtful = new ConcurrentLinkedQueue<>();

    /** A store for who is no gateway, or the only one. */
    public JdbiSessionStore(Database database, SessionChanges changes) {
        this(database, changes, new Peers("", Peers.Sharing.ALONE), DatabaseClock.of(Clock.systemUTC()));
    }

    /**
     * Makes a store for one gateway.
     *
     * @param changes told of every session that a committed transaction changed
     * @param peers told of what transactions say to them, as long as there are any
     * @param clock what all gateways on the database go by
     */
    public JdbiSessionStore(Database database, SessionChanges changes, Peers peers, DatabaseClock clock) {
        this.database = database;
        this.changes = changes;
        this.peers = peers;
        this.clock = clock;
        this.bySession = DirectQueries.session(database.plans());
    }

    @Override
    public <T extends @Nullable Object> T inTransaction(Function<Transaction, T> work) {
        List<Runnable> afterCommit = new ArrayList<>();
        Set<String> changed = new LinkedHashSet<>();
        T result;
        try {
            result = Transactions.run(database, handle -> {
                List<PeerNotice> notices = new ArrayList<>();
                T done = work.apply(new JdbiTransaction(
                        handle.getConnection(),
                        database.plans(),
                        clock,
                        new Attached(handle),
                        afterCommit,
                        changed,
                        notices));
                if (peers.areThere()) {
                    changed.forEach(id -> notices.add(new PeerNotice.Changed(id)));
                    PeerPost.send(handle, peers.self(), notices);
                }
                return done;
            });
        } catch (GatewayException e) {
            if (GatewayException.isForNow(e)) {
                doubtful.addAll(changed);
            }
            throw e;
        }
        afterCommit.forEach(JdbiSessionStore::runGuarded);
        changed.forEach(id -> runGuarded(() -> changes.publish(id)));
        publishDoubtful();
        return result;
    }

    /** Whether it was changed is known to nobody: who waits for a change looks again. */
    private void publishDoubtful() {
        for (String id = doubtful.poll(); id != null; id = doubtful.poll()) {
            String unsure = id;
            runGuarded(() -> changes.publish(unsure));
        }
    }

    @Override
    public Optional<Session> session(String projectId, String id) {
        return bySession.one(database, id, projectId);
    }

    @Override
    public Optional<Statement> statement(String projectId, String sessionId, int number) {
        return DirectQueries.STATEMENT.one(database, sessionId, number, projectId);
    }

    @Override
    public OpenOrders openOrders(String gateway) {
        return Transactions.with(database, OpenOrderDao.class, dao -> dao.of(gateway));
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
            if (GatewayException.isForNow(e)) {
                LOG.info("what was to follow a commit is left to the next look around: {}", e.getMessage());
                return;
            }
            LOG.error("what was to follow a commit failed", e);
        }
    }

    private record JdbiTransaction(
            Connection connection,
            Known<SessionPlan> plans,
            DatabaseClock clock,
            Attached attached,
            List<Runnable> afterCommit,
            Set<String> changed,
            List<PeerNotice> notices)
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
        public SubmissionRows submissions() {
            return new DirectSubmission(connection, plans);
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
        public GatewayRows gateways() {
            return attached.get(GatewayDao.class);
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
        public RestorationRows restorations() {
            return attached.get(RestorationDao.class);
        }

        @Override
        public void changed(String sessionId) {
            changed.add(sessionId);
        }

        @Override
        public void tell(PeerNotice notice) {
            notices.add(notice);
        }

        @Override
        public void afterCommit(Runnable action) {
            afterCommit.add(action);
        }

        @Override
        public long sharedNow() {
            return clock.millis(connection);
        }
    }
}
