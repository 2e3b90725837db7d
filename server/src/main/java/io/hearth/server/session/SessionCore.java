package io.hearth.server.session;

import io.hearth.api.EndCause;
import io.hearth.api.SessionState;
import io.hearth.server.session.DriverLauncher.LaunchOrder;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final Waiting waiting;
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
    private final RemoteFeeds feeds;
    private final Peers peers;
    private final Membership membership;
    private final CatchUp catchUp;
    private final PeerHearing hearing;
    private final DriverLauncher launcher;

    public SessionCore(
            SessionStore store,
            SessionChanges changes,
            Peers peers,
            PeerMeter peerMeter,
            DriverLauncher launcher,
            SessionLogs logs,
            LongOutputs outputs,
            NamedModules modules,
            LiveFeeds liveFeeds,
            SessionLimits limits,
            PoolPolicy policy,
            Duration startTimeout,
            Duration lease,
            Duration cancelTimeout,
            IdSource ids,
            Clock clock,
            Executor executor) {
        TimeLine timeLine = new TimeLine(clock);
        waiting = new Waiting(changes, executor);
        ProgressBoard progress = new ProgressBoard();
        this.store = store;
        this.changes = changes;
        this.peers = peers;
        this.launcher = launcher;
        roster = new DriverRoster();
        Orders orders = new Orders(roster, launcher);
        endings = new Endings(launcher, orders, timeLine);
        Quiet quiet = new Quiet(clock);
        WarmPool pool = new WarmPool(launcher, orders, policy, timeLine);
        Admission admission = new Admission(launcher, pool, endings, peers, ids, timeLine);
        Replacement replacement = new Replacement(admission, endings, timeLine);
        launches = new Launches(
                store, admission, endings, replacement, launcher, roster, progress, peers, timeLine, quiet, executor);
        keeper = new PoolKeeper(store, pool, launches, launcher, policy, quiet, peers, ids, timeLine, executor);
        streams = new Streams(changes, roster, executor);
        feeds = new RemoteFeeds(store, peers, streams, liveFeeds);
        Dispatcher dispatcher = new Dispatcher(store, roster, streams, timeLine, limits.rows(), quiet, executor);
        LogLayout layout = new LogLayout(logs, store);
        PackageResolver packages = new PackageResolver(modules, limits.packagesPerSession());
        RequestKeys keys = new RequestKeys(timeLine);
        registry = new SessionRegistry(
                store, admission, launches, endings, layout, waiting, packages, limits, ids, keys, timeLine);
        queues = new QueueRegistry(store, limits.queues(), ids, timeLine);
        statements = new StatementDesk(
                store,
                dispatcher,
                orders,
                progress,
                waiting,
                streams,
                feeds,
                executor,
                outputs,
                limits,
                keys,
                timeLine);
        driverDesk = new DriverDesk(store, roster, launcher, dispatcher, peers, timeLine);
        driverReports = new DriverReports(
                store,
                orders,
                replacement,
                dispatcher,
                progress,
                streams,
                pool,
                policy.meter(),
                peers,
                timeLine,
                executor,
                () -> executor.execute(launches::admitWaiting));
        watchdog = new Watchdog(store, launcher, endings, orders, timeLine, startTimeout, lease, cancelTimeout);
        membership = new Membership(store, peers, launcher.machine(), peerMeter);
        recovery = new Recovery(
                store, admission, launches, endings, keeper, driverDesk, orders, launcher, peers, peerMeter, timeLine);
        Mending mending = new Mending(roster, driverDesk, launches, recovery::takeInHand);
        catchUp = new CatchUp(store, roster, dispatcher, orders, launches, launcher, mending, peers);
        hearing = new PeerHearing(
                changes,
                progress,
                dispatcher,
                orders,
                launches,
                roster,
                launcher,
                executor,
                this::lookForPeers,
                catchUp::look);
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
        membership.join(launcher.budget().bytes());
        List<LaunchOrder> orders = recovery.takeUp();
        return () -> {
            launches.open();
            orders.forEach(launches::launch);
            launches.admitWaiting();
        };
    }

    /** Sees which gateways came or went and takes up what those left. */
    private void lookForPeers() {
        membership.refresh();
        recovery.look();
    }

    /** Takes up what gateways left that live no more. Called about once a second. */
    public void takeOver() {
        recovery.look();
    }

    /** Ends what took too long, and starts what waited for it. Called about once a second. */
    public void look() {
        watchdog.look();
        launches.admitHeldUp();
    }

    /** The ids of the gateways that live at this moment, this one included. */
    public Set<String> livingGateways() {
        return store.inTransaction(transaction -> transaction.gateways().alive()).stream()
                .map(Peer::id)
                .collect(Collectors.toSet());
    }

    public Peers peers() {
        return peers;
    }

    public Membership membership() {
        return membership;
    }

    public CatchUp catchUp() {
        return catchUp;
    }

    public RemoteFeeds feeds() {
        return feeds;
    }

    /** Another gateway that reaches what listens on the machine of a session's driver; empty when this one does, or none. */
    public Optional<Peer> peerNear(Session session) {
        String driverId = session.driverId();
        Optional<String> machine = Optional.ofNullable(driverId)
                .flatMap(store::driver)
                .map(driver -> driver.custody().machine());
        return machine.filter(id -> !id.equals(launcher.machine().id()))
                .flatMap(id -> peers.others().stream()
                        .filter(peer -> peer.machine().id().equals(id))
                        .findFirst());
    }

    public PeerHearing hearing() {
        return hearing;
    }

    /** Tells the other gateways that what this one has is theirs from now on. */
    public void leave() {
        try {
            membership.leave();
        } catch (RuntimeException e) {
            LOG.warn("the other gateways could not be told that this one leaves; they will find out: {}", e.toString());
        }
    }

    /** Whoever waits for a change or follows a statement, now or later, is told to come again. */
    public void dismissCallers() {
        waiting.dismiss();
        streams.dismiss();
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
     * Takes no new sessions and starts none. Drivers go to another gateway, or wait for the next, each until its lease is
     * over; those that this one has and that have no session are ended.
     *
     * @param onLeft done when other gateways may have what this one had
     */
    public void keepAll(Duration patience, Runnable onLeft) {
        registry.refuseNew();
        dismissCallers();
        launches.close();
        CompletableFuture<Void> dropped = launches.concluded(keeper.close());
        if (peers.isShared()) {
            leave();
            onLeft.run();
        }
        await(dropped, patience);
        LOG.info("open sessions are left to {}", peers.areThere() ? "the other gateways" : "the next gateway");
    }

    /**
     * Takes no new sessions, ends every one that has begun and whose driver is this gateway's, and waits for its process to be gone, but no longer than the
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
                    .filter(session -> isKeptHere(transaction, session))
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

    private boolean isKeptHere(SessionStore.Transaction transaction, Session session) {
        String driverId = session.driverId();
        return driverId != null
                && transaction
                        .drivers()
                        .find(driverId)
                        .filter(driver -> driver.custody().isKeptBy(peers.self()))
                        .isPresent();
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
