package io.hearth.server.session;

import io.hearth.api.SessionState;
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
        nothingToKeep = policy.bounds().isNone() && kept.isEmpty();
        forgetWarm(kept);
        boolean isQuiet = quiet.hasLasted(QUIET_MILLIS);
        warming.forEach(isQuiet ? launcher::resume : launcher::pause);
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
        List<Session> newest =
                store.inTransaction(transaction -> transaction.sessions().newest(NEWEST_SESSIONS));
        return demand.now(newest, now, policy.projectId(), policy.usual());
    }

    private void forgetWarm(List<Driver> kept) {
        kept.stream()
                .filter(driver -> isIn(driver, PoolState.READY))
                .filter(driver -> warming.remove(driver.id()))
                .forEach(driver -> backOff.succeeded());
    }

    private static boolean isIn(Driver driver, PoolState state) {
        Pooled pooled = driver.pooled();
        return pooled != null && pooled.state() == state;
    }

    /** Nobody waits for what a session ends: a stopped process keeps only its memory. */
    private void pauseSoon() {
        if (!warming.isEmpty()) {
            executor.execute(() -> warming.forEach(launcher::pause));
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
            if (seen.merge(kind, 1, Integer::sum) > most || late) {
                store.run(transaction -> pool.drop(transaction, driver.id()));
            }
        }
    }

    private void launchMissing(List<Driver> kept) {
        for (Map.Entry<Kind, Wanted> entry : wanted.entrySet()) {
            Kind kind = entry.getKey();
            long there = kept.stream().filter(driver -> isOf(driver, kind)).count();
            if (there < entry.getValue().count()) {
                store.run(transaction ->
                        launch(transaction, kind, entry.getValue().plan()));
                return;
            }
        }
    }

    private static boolean isOf(Driver driver, Kind kind) {
        Pooled pooled = driver.pooled();
        return pooled != null && kind.equals(new Kind(pooled.projectId(), pooled.queue(), pooled.jvm()));
    }

    private void launch(Transaction transaction, Kind kind, SessionPlan plan) {
        transaction.queues().lockAdmission();
        boolean somebodyWaits =
                !transaction.sessions().firstWaitingOfEachQueue().isEmpty();
        if (closed || somebodyWaits || !pool.hasRoom(transaction, kind.projectId(), plan)) {
            return;
        }
        String driverId = ids.newId();
        String secret = ids.newSecret();
        Pooled pooled = new Pooled(
                PoolState.WARMING, kind.projectId(), kind.queue(), kind.jvm(), plan.computeUnits(), timeLine.now());
        Driver driver = Driver.launching(
                        driverId,
                        Secrets.hash(secret),
                        launcher.footprint(plan).bytes(),
                        launcher.workDirectory(driverId),
                        timeLine.now())
                .pooled(pooled);
        transaction.drivers().insert(driver);
        transaction.afterCommit(() -> {
            warming.add(driverId);
            launches.launchWarm(new WarmOrder(driver, secret, plan));
        });
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
        if (!isIn(driver, PoolState.READY)) {
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

    /** Drops every driver of the pool and launches none any more. Returns the ids of those that it dropped. */
    List<String> close() {
        closed = true;
        return store.inTransaction(transaction -> {
            // Whoever launches one looks under the same lock whether this is closed.
            transaction.queues().lockAdmission();
            List<Driver> left = transaction.drivers().inPool();
            left.forEach(driver -> pool.drop(transaction, driver.id()));
            return left.stream().map(Driver::id).toList();
        });
    }
}
