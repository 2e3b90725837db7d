package io.hearth.server.session;

import io.hearth.api.SessionState;
import io.hearth.api.Sha256;
import io.hearth.server.session.DriverLauncher.WarmOrder;
import io.hearth.server.session.PoolDemand.Kind;
import io.hearth.server.session.PoolDemand.Wanted;
import io.hearth.server.session.SessionStore.Transaction;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has drivers launched before there are sessions for them, and dropped when there are too many. One warms up at a time,
 * and only while no session starts or runs a statement: else it is stopped where it is and goes on later. Thread-safe.
 */
public final class PoolKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(PoolKeeper.class);

    private static final long QUIET_MILLIS = 2_000;
    private static final long DEMAND_MILLIS = 5_000;
    private static final int NEWEST_SESSIONS = 200;
    private static final long LONGEST_WARM_UP_MILLIS = Duration.ofMinutes(30).toMillis();
    private static final long FIRST_BACK_OFF_MILLIS = 2_000;
    private static final long LONGEST_BACK_OFF_MILLIS = Duration.ofMinutes(5).toMillis();

    private final SessionStore store;
    private final WarmPool pool;
    private final Launches launches;
    private final DriverLauncher launcher;
    private final PoolPolicy policy;
    private final PoolDemand demand;
    private final Quiet quiet;
    private final Peers peers;
    private final IdSource ids;
    private final TimeLine timeLine;
    private final Executor executor;
    private final Set<String> warming = ConcurrentHashMap.newKeySet();
    private final PoolBackOff backOff = new PoolBackOff(FIRST_BACK_OFF_MILLIS, LONGEST_BACK_OFF_MILLIS);

    // Guarded by this.
    private Map<Kind, Wanted> wanted = Map.of();
    private long wantedSince;
    private boolean nothingToKeep;

    private volatile boolean closed;

    PoolKeeper(
            SessionStore store,
            WarmPool pool,
            Launches launches,
            DriverLauncher launcher,
            PoolPolicy policy,
            Quiet quiet,
            Peers peers,
            IdSource ids,
            TimeLine timeLine,
            Executor executor) {
        this.store = store;
        this.pool = pool;
        this.launches = launches;
        this.launcher = launcher;
        this.policy = policy;
        this.demand = new PoolDemand(policy.bounds(), launcher::jvm);
        this.quiet = quiet;
        this.peers = peers;
        this.ids = ids;
        this.timeLine = timeLine;
        this.executor = executor;
        quiet.whenOver(this::pauseSoon);
        launches.whenEnds(this::ended);
    }

    /** Looks once. Called about twice a second. */
    public synchronized void look() {
        if (closed || nothingToKeep) {
            return;
        }
        long now = timeLine.now();
        List<Driver> kept = store.inTransaction(transaction -> {
            if (transaction.sessions().countActive() > 0) {
                quiet.seenActive();
            }
            return transaction.drivers().inPool();
        });
        // With no pool there can only be what an earlier gateway left.
        nothingToKeep = policy.bounds().isNone() && kept.isEmpty() && !peers.isShared();
        letGoOn(kept);
        boolean isQuiet = quiet.hasLasted(QUIET_MILLIS);
        warming.forEach(isQuiet ? launcher::resume : launcher::pause);
        if (!peers.isFirst()) {
            return;
        }
        if (now >= wantedSince + DEMAND_MILLIS) {
            wanted = wantedNow(now);
            wantedSince = now;
        }
        dropSurplus(kept, now);
        if (isQuiet && warming.isEmpty() && backOff.isOver(now) && !launcher.isPreparing()) {
            launchMissing(kept);
        }
    }

    private Map<Kind, Wanted> wantedNow(long now) {
        String projectId = policy.projectId();
        return store.inTransaction(transaction -> demand.now(
                transaction.sessions().newest(NEWEST_SESSIONS),
                now,
                projectId,
                transaction.queues().list(projectId).stream().map(Queue::name).toList(),
                policy.usual()));
    }

    /** Drivers that are warm, or taken by now, are not held any more: they may have been stopped with their last words on the way. */
    private void letGoOn(List<Driver> kept) {
        Set<String> cold = idsIn(kept, PoolState.WARMING);
        Set<String> warm = idsIn(kept, PoolState.READY);
        for (String id : List.copyOf(warming)) {
            if (!cold.contains(id) && warming.remove(id)) {
                launcher.resume(id);
                if (warm.contains(id)) {
                    backOff.succeeded();
                }
            }
        }
    }

    private static Set<String> idsIn(List<Driver> kept, PoolState state) {
        return kept.stream()
                .filter(driver -> isIn(driver, state))
                .map(Driver::id)
                .collect(Collectors.toSet());
    }

    private static boolean isIn(Driver driver, PoolState state) {
        Pooled pooled = driver.pooled();
        return pooled != null && pooled.state() == state;
    }

    /** Nobody waits for what a session ends: a stopped process keeps only its memory. */
    private void pauseSoon() {
        if (!warming.isEmpty()) {
            executor.execute(this::pauseCold);
        }
    }

    /** What began may be a session that takes the very driver that was the last to be warmed. */
    private void pauseCold() {
        List<Driver> kept =
                store.inTransaction(transaction -> transaction.drivers().inPool());
        for (String id : idsIn(kept, PoolState.WARMING)) {
            if (warming.contains(id)) {
                launcher.pause(id);
            }
            // It may have become warm meanwhile, and nobody would look after it again.
            if (!warming.contains(id)) {
                launcher.resume(id);
            }
        }
    }

    private void dropSurplus(List<Driver> kept, long now) {
        Map<Kind, Integer> seen = new LinkedHashMap<>();
        for (Driver driver : kept) {
            Pooled pooled = driver.pooled();
            if (pooled == null) {
                continue;
            }
            Kind kind = new Kind(pooled.projectId(), pooled.queue(), pooled.jvm());
            int most = wanted.containsKey(kind) ? wanted.get(kind).count() : 0;
            boolean late = pooled.state() == PoolState.WARMING && driver.launchedAt() < now - LONGEST_WARM_UP_MILLIS;
            // Connected to another gateway than its keeper, it could not be handed over.
            boolean divided = driver.isConnected() && !driver.custody().isUndivided();
            if (seen.merge(kind, 1, Integer::sum) > most || late || divided) {
                store.run(transaction -> pool.drop(transaction, driver.id()));
            }
        }
    }

    private void launchMissing(List<Driver> kept) {
        for (Map.Entry<Kind, Wanted> entry : wanted.entrySet()) {
            Kind kind = entry.getKey();
            long there = kept.stream().filter(driver -> isOf(driver, kind)).count();
            if (there < entry.getValue().count()) {
                boolean launched = store.inTransaction(transaction ->
                        launch(transaction, kind, entry.getValue().plan()));
                if (launched) {
                    return;
                }
            }
        }
    }

    private static boolean isOf(Driver driver, Kind kind) {
        Pooled pooled = driver.pooled();
        return pooled != null && kind.equals(new Kind(pooled.projectId(), pooled.queue(), pooled.jvm()));
    }

    /** Whether there was room for it. */
    private boolean launch(Transaction transaction, Kind kind, SessionPlan plan) {
        transaction.queues().lockAdmission();
        peers.requireAlive(transaction);
        boolean somebodyWaits =
                !transaction.sessions().firstWaitingOfEachQueue().isEmpty();
        if (closed || somebodyWaits || !pool.hasRoom(transaction, kind.projectId(), plan)) {
            return false;
        }
        String driverId = ids.newId();
        String secret = ids.newSecret();
        Pooled pooled = new Pooled(
                PoolState.WARMING, kind.projectId(), kind.queue(), kind.jvm(), plan.computeUnits(), timeLine.now());
        Driver driver = Driver.launching(
                        driverId,
                        Sha256.of(secret),
                        launcher.footprint(plan).bytes(),
                        launcher.workDirectory(driverId),
                        peers.keeping(launcher.machine()),
                        timeLine.now())
                .pooled(pooled);
        transaction.drivers().insert(driver);
        transaction.afterCommit(() -> {
            warming.add(driverId);
            launches.launchWarm(new WarmOrder(driver, secret, plan));
        });
        return true;
    }

    /** Hears of every driver that ended; those that died in the pool are its failures. */
    private void ended(Driver driver, DriverExit exit) {
        warming.remove(driver.id());
        if (driver.isInPool()) {
            policy.meter().died();
            long wait = backOff.failed(timeLine.now());
            LOG.warn(
                    "driver {} died in the pool with {}; the next one is launched in {} ms at the earliest",
                    driver.id(),
                    ExitCauses.of(SessionState.IDLE, driver.ending(), exit),
                    wait);
        }
    }

    /** Takes up the drivers of the pool that an earlier gateway left: those that were warm stay, others go. */
    void adopt(Driver driver) {
        launches.adoptPooled(driver);
        // Whoever dropped it before this found nothing to discard.
        boolean isReady = store.driver(driver.id())
                .filter(now -> isIn(now, PoolState.READY) || isIn(now, PoolState.TAKEN))
                .isPresent();
        if (!isReady) {
            store.run(transaction -> pool.drop(transaction, driver.id()));
            launcher.discard(driver.id());
        }
    }

    /** How many drivers are in each state of the pool, {@code TAKEN} and {@code DROPPED} left out. */
    public Map<PoolState, Long> byState() {
        List<Driver> kept =
                store.inTransaction(transaction -> transaction.drivers().inPool());
        return Map.of(
                PoolState.WARMING,
                kept.stream().filter(driver -> isIn(driver, PoolState.WARMING)).count(),
                PoolState.READY,
                kept.stream().filter(driver -> isIn(driver, PoolState.READY)).count());
    }

    /** The memory that is set aside for drivers of the pool, bytes. */
    public long memoryBytes() {
        return store.inTransaction(transaction -> transaction.drivers().inPool()).stream()
                .mapToLong(Driver::memoryBytes)
                .sum();
    }

    /** Drops every driver of the pool that it has and launches none any more. Returns the ids of those that it dropped. */
    List<String> close() {
        closed = true;
        return store.inTransaction(transaction -> {
            // Whoever launches one looks under the same lock whether this is closed.
            transaction.queues().lockAdmission();
            List<Driver> left = transaction.drivers().inPool().stream()
                    .filter(driver -> driver.custody().isKeptBy(peers.self()))
                    .toList();
            left.forEach(driver -> pool.drop(transaction, driver.id()));
            return left.stream().map(Driver::id).toList();
        });
    }
}
