package io.hearth.server.session;

import io.hearth.server.session.SessionStore.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The drivers that wait for a session, for transactions that hold the admission lock. A driver of the pool is a row that
 * says so; whoever moves the row on from {@code READY} has it.
 */
final class WarmPool {

    private final DriverLauncher launcher;
    private final Orders orders;
    private final PoolPolicy policy;
    private final TimeLine timeLine;

    WarmPool(DriverLauncher launcher, Orders orders, PoolPolicy policy, TimeLine timeLine) {
        this.launcher = launcher;
        this.orders = orders;
        this.policy = policy;
        this.timeLine = timeLine;
    }

    /** A driver that is ready and fits a session; it is out of the pool then. */
    Optional<Driver> take(Transaction transaction, Session session) {
        Optional<String> jvm = launcher.jvm(session.plan());
        List<Driver> pool = jvm.isEmpty() ? List.of() : transaction.drivers().inPool();
        for (Driver driver : pool) {
            if (fits(driver, session, jvm.orElseThrow())) {
                // Between the two looks it may have died or lost its connection.
                Optional<Driver> locked = transaction
                        .drivers()
                        .lock(driver.id())
                        .filter(found -> fits(found, session, jvm.orElseThrow()));
                if (locked.isPresent()) {
                    return Optional.of(taken(transaction, locked.get()));
                }
            }
        }
        if (jvm.isPresent() && policy.bounds().of(session.plan().queue()).most() > 0) {
            transaction.afterCommit(policy.meter()::missed);
        }
        return Optional.empty();
    }

    /** Whether there is one that a session could take. */
    boolean has(Transaction transaction, Session session) {
        return launcher.jvm(session.plan())
                .filter(jvm -> transaction.drivers().inPool().stream().anyMatch(driver -> fits(driver, session, jvm)))
                .isPresent();
    }

    private static boolean fits(Driver driver, Session session, String jvm) {
        Pooled pooled = driver.pooled();
        return pooled != null
                && pooled.state() == PoolState.READY
                && driver.isConnected()
                && driver.ending() == null
                // What is printed from now on must be the session's before the driver hears of it.
                && driver.custody().isUndivided()
                && pooled.projectId().equals(session.projectId())
                && pooled.queue().equals(session.plan().queue())
                && pooled.jvm().equals(jvm);
    }

    private Driver taken(Transaction transaction, Driver driver) {
        long now = timeLine.now();
        Pooled pooled = driver.pooled();
        Duration age = Duration.ofMillis(pooled == null ? 0 : now - pooled.since());
        Driver taken = driver.inPool(PoolState.TAKEN, now);
        transaction.drivers().update(taken);
        transaction.afterCommit(() -> policy.meter().taken(age));
        return taken;
    }

    /** Drops drivers until what sessions were given is free: on this machine, and in the queue. */
    void giveWay(Transaction transaction, Session session) {
        List<Driver> pool = transaction.drivers().inPool();
        if (pool.isEmpty()) {
            return;
        }
        String machine = launcher.machine().id();
        long budget = launcher.budget().bytes() - transaction.queues().memoryTaken(machine);
        long memory = memory(pool, machine);
        long units = unitsLeft(transaction, session.projectId(), session.plan().queue());
        long kept = computeUnits(pool, session.projectId(), session.plan().queue());
        for (Driver driver : pool) {
            boolean sameQueue = isOf(driver, session.projectId(), session.plan().queue());
            boolean here = driver.custody().mayBeOn(machine);
            if ((here && memory > budget) || (sameQueue && kept > units)) {
                drop(transaction, driver.id());
                memory -= here ? driver.memoryBytes() : 0;
                kept -= sameQueue ? computeUnitsOf(driver) : 0;
            }
        }
    }

    /** Whether one more driver leaves sessions everything that is theirs now. */
    boolean hasRoom(Transaction transaction, String projectId, SessionPlan plan) {
        List<Driver> pool = transaction.drivers().inPool();
        String machine = launcher.machine().id();
        long memory = transaction.queues().memoryTaken(machine) + memory(pool, machine);
        return memory + launcher.footprint(plan).bytes() <= launcher.budget().bytes()
                && computeUnits(pool, projectId, plan.queue()) + plan.computeUnits()
                        <= unitsLeft(transaction, projectId, plan.queue());
    }

    private static long memory(List<Driver> pool, String machine) {
        return pool.stream()
                .filter(driver -> driver.custody().mayBeOn(machine))
                .mapToLong(Driver::memoryBytes)
                .sum();
    }

    private static long unitsLeft(Transaction transaction, String projectId, String queue) {
        long whole = transaction
                .queues()
                .find(projectId, queue)
                .map(Queue::computeUnits)
                .orElse(0L);
        return whole - transaction.queues().computeUnitsTaken(projectId, queue);
    }

    private static long computeUnits(List<Driver> pool, String projectId, String queue) {
        return pool.stream()
                .filter(driver -> isOf(driver, projectId, queue))
                .mapToLong(WarmPool::computeUnitsOf)
                .sum();
    }

    private static boolean isOf(Driver driver, String projectId, String queue) {
        Pooled pooled = driver.pooled();
        return pooled != null
                && pooled.projectId().equals(projectId)
                && pooled.queue().equals(queue);
    }

    private static long computeUnitsOf(Driver driver) {
        Pooled pooled = driver.pooled();
        return pooled == null ? 0 : pooled.computeUnits();
    }

    /** Kills a driver unless a session has it. Nothing can be lost with it. */
    void drop(Transaction transaction, String driverId) {
        transaction
                .drivers()
                .lock(driverId)
                .filter(driver -> !driver.hasEnded() && driver.isInPool())
                .ifPresent(driver -> {
                    transaction.drivers().update(driver.inPool(PoolState.DROPPED, timeLine.now()));
                    orders.discard(transaction, driverId);
                });
    }

    /** Takes note of a driver that says that it is warm. */
    Driver warm(Transaction transaction, Driver driver) {
        Pooled pooled = driver.pooled();
        if (pooled == null || pooled.state() != PoolState.WARMING) {
            return driver;
        }
        long now = timeLine.now();
        transaction.afterCommit(() -> policy.meter().warmed(Duration.ofMillis(now - driver.launchedAt())));
        return driver.inPool(PoolState.READY, now);
    }
}
