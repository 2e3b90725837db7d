package io.hearth.server.session;

import io.hearth.api.EndCause;
import io.hearth.api.SessionState;
import io.hearth.server.session.DriverLauncher.LaunchOrder;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds the parts of this package and shows the ones that others use. Thread-safe. */
public final class SessionCore {

    private static final Logger LOG = LoggerFactory.getLogger(SessionCore.class);

    private final SessionStore store;
    private final SessionChanges changes;
    private final Endings endings;
    private final Launches launches;
    private final PoolKeeper keeper;
    private final Recovery recovery;
    private final SessionRegistry registry;
    private final QueueRegistry queues;
    private final Statements statements;
    private final Streams streams;
    private final DriverRoster roster;
    private final DriverDesk driverDesk;
    private final DriverReports driverReports;
    private final Watchdog watchdog;

    public SessionCore(
            SessionStore store,
            SessionChanges changes,
            DriverLauncher launcher,
            SessionLogs logs,
            LongOutputs outputs,
            NamedModules modules,
            SessionLimits limits,
            PoolPolicy policy,
            Duration startTimeout,
            Duration lease,
            IdSource ids,
            Clock clock,
            Executor executor) {
        TimeLine timeLine = new TimeLine(clock);
        Waiting waiting = new Waiting(changes, executor);
        ProgressBoard progress = new ProgressBoard();
        this.store = store;
        this.changes = changes;
        roster = new DriverRoster();
        endings = new Endings(launcher, roster, timeLine);
        Quiet quiet = new Quiet(clock);
        WarmPool pool = new WarmPool(launcher, policy, timeLine);
        Admission admission = new Admission(launcher, pool, endings, ids, timeLine);
        launches = new Launches(store, admission, endings, launcher, roster, progress, timeLine, quiet, executor);
        keeper = new PoolKeeper(store, pool, launches, launcher, policy, quiet, ids, timeLine, executor);
        streams = new Streams(changes, roster, executor);
        Dispatcher dispatcher = new Dispatcher(store, roster, streams, timeLine, limits.rows(), quiet, executor);
        LogLayout layout = new LogLayout(logs, store);
        PackageResolver packages = new PackageResolver(modules, limits.packagesPerSession());
        RequestKeys keys = new RequestKeys(timeLine);
        registry = new SessionRegistry(
                store, admission, launches, endings, layout, waiting, packages, limits, ids, keys, timeLine);
        queues = new QueueRegistry(store, limits.queues(), ids, timeLine);
        statements = new StatementDesk(store, dispatcher, progress, waiting, streams, outputs, limits, keys, timeLine);
        driverDesk = new DriverDesk(store, roster, launcher, dispatcher, timeLine);
        driverReports = new DriverReports(
                store, roster, dispatcher, progress, streams, launcher, pool, policy.meter(), timeLine);
        watchdog = new Watchdog(store, endings, launcher, timeLine, startTimeout, lease);
        recovery = new Recovery(store, admission, launches, endings, keeper, driverDesk, launcher, timeLine);
    }

    public Sessions sessions() {
        return registry;
    }

    public Queues queues() {
        return queues;
    }

    public Statements statements() {
        return statements;
    }

    public DriverRoster roster() {
        return roster;
    }

    public DriverDesk driverDesk() {
        return driverDesk;
    }

    public DriverReports driverReports() {
        return driverReports;
    }

    public Watchdog watchdog() {
        return watchdog;
    }

    public PoolKeeper pool() {
        return keeper;
    }

    /** Makes built-in queues that are not there yet and gives the others their size. */
    public void provide(String projectId, List<QueuePlan> builtIn) {
        queues.provide(projectId, builtIn);
    }

    /**
     * Takes up what an earlier gateway left behind. Called once, before callers and drivers are let in.
     *
     * @return what to do once they are
     */
    public Runnable recover() {
        List<LaunchOrder> orders = recovery.takeUp();
        return () -> {
            launches.open();
            orders.forEach(launches::launch);
            launches.admitWaiting();
        };
    }

    /** Lets go: nothing that waits is started any more. Sessions stay as they are. */
    public void close() {
        launches.close();
    }

    /** How many callers wait for a change. */
    public int waiting() {
        return changes.size();
    }

    /** How many statements are followed. */
    public int followed() {
        return streams.size();
    }

    /** How many sessions are in each state that is not final. */
    public Map<SessionState, Long> openByState() {
        return store.inTransaction(transaction -> transaction.sessions().open()).stream()
                .collect(Collectors.groupingBy(Session::state, Collectors.counting()));
    }

    /**
     * Takes no new sessions and starts none. Drivers go on without a gateway, each until its lease is over, and wait for
     * the next; those that have no session are ended.
     */
    public void keepAll(Duration patience) {
        registry.refuseNew();
        launches.close();
        await(launches.concluded(keeper.close()), patience);
        LOG.info("open sessions are left to the next gateway");
    }

    /**
     * Takes no new sessions, ends every one that has begun, and waits for its process to be gone, but no longer than the
     * patience. Those that wait in a queue keep their places for the next gateway.
     */
    public void endAll(Duration patience) {
        registry.refuseNew();
        launches.close();
        var unused = keeper.close();
        List<Session> open = store.inTransaction(transaction -> {
            // whoever is creating a session at this moment finishes first
            transaction.queues().lockAdmission();
            return transaction.sessions().open().stream()
                    .filter(session -> session.state() != SessionState.NOT_STARTED)
                    .toList();
        });
        for (Session session : open) {
            store.run(transaction -> transaction
                    .sessions()
                    .lock(session.id())
                    .ifPresent(locked -> endings.begin(transaction, locked, EndCause.GATEWAY_STOPPED, "")));
        }
        await(launches.allConcluded(), patience);
    }

    private static void await(CompletableFuture<Void> conclusions, Duration patience) {
        try {
            conclusions.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("some drivers did not end within {} ms", patience.toMillis());
        } catch (ExecutionException e) {
            LOG.warn("the end of a driver could not be recorded", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
