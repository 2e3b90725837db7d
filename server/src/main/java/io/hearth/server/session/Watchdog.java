package io.hearth.server.session;

import io.hearth.api.EndCause;
import io.hearth.api.SessionState;
import io.hearth.api.StatementState;
import io.hearth.server.error.GatewayException;
import io.hearth.server.session.SessionStore.Transaction;
import java.time.Duration;

/**
 * Ends what took too long: idle sessions, starts that never finish, drivers that nobody hears of or that do not heed a
 * cancel. Thread-safe.
 */
public final class Watchdog {

    /** How much longer than its lease a driver is waited for, so that it can end itself first. */
    private static final Duration LEASE_MARGIN = Duration.ofSeconds(5);

    /** How much longer than its own time for a cancel a driver is waited for, so that it can end itself first. */
    private static final Duration CANCEL_MARGIN = Duration.ofMillis(1500);

    /** How long after trouble of the database a driver may need to come back and say how far it got. */
    private static final Duration COMING_BACK = Duration.ofSeconds(30);

    private final SessionStore store;
    private final DriverLauncher launcher;
    private final Endings endings;
    private final Orders orders;
    private final TimeLine timeLine;
    private final Duration startTimeout;
    private final Duration lease;
    private final Duration cancelTimeout;
    private volatile boolean blind;
    private volatile long sighted = Long.MIN_VALUE;
    private volatile long sightedHere = Long.MIN_VALUE;

    Watchdog(
            SessionStore store,
            DriverLauncher launcher,
            Endings endings,
            Orders orders,
            TimeLine timeLine,
            Duration startTimeout,
            Duration lease,
            Duration cancelTimeout) {
        this.store = store;
        this.launcher = launcher;
        this.endings = endings;
        this.orders = orders;
        this.timeLine = timeLine;
        this.startTimeout = startTimeout;
        this.lease = lease;
        this.cancelTimeout = cancelTimeout;
    }

    /** Looks once. Called about once a second. */
    public void look() {
        try {
            long sharedNow = store.inTransaction(Transaction::sharedNow);
            if (blind) {
                sighted = sharedNow;
                sightedHere = timeLine.now();
                blind = false;
            }
            endIdle();
            endSlowStarts();
            endLost(sharedNow);
            endDeaf();
        } catch (GatewayException e) {
            // Who cannot reach the database can let no driver in.
            blind = blind || GatewayException.isForNow(e);
            throw e;
        }
    }

    private void endIdle() {
        long now = timeLine.now();
        for (String id :
                store.inTransaction(transaction -> transaction.sessions().idleTooLong(now))) {
            store.run(transaction -> transaction
                    .sessions()
                    .lock(id)
                    .filter(session -> session.state() == SessionState.IDLE)
                    .filter(session -> session.idleSince() + session.plan().idleTimeoutSeconds() * 1000 <= now)
                    .ifPresent(session -> endings.begin(
                            transaction,
                            session,
                            EndCause.IDLE_TIMEOUT,
                            "idle for " + session.plan().idleTimeoutSeconds() + " s")));
        }
    }

    private void endSlowStarts() {
        if (sightedHere > timeLine.now() - COMING_BACK.toMillis()) {
            // One that became ready meanwhile could not be heard.
            return;
        }
        long before = timeLine.now() - startTimeout.toMillis();
        for (String id :
                store.inTransaction(transaction -> transaction.sessions().startingSince(before))) {
            store.run(transaction -> transaction
                    .sessions()
                    .find(id)
                    .map(Session::driverId)
                    .flatMap(driverId -> transaction.drivers().lock(driverId))
                    .filter(driver -> !driver.hasEnded() && isStillStarting(transaction, id))
                    .ifPresent(driver -> end(
                            transaction,
                            driver,
                            EndCause.START_TIMEOUT,
                            "not ready after " + startTimeout.toSeconds() + " s")));
        }
    }

    /** Asked with the lock of the driver, whose report makes a session ready. */
    private static boolean isStillStarting(Transaction transaction, String sessionId) {
        return transaction
                .sessions()
                .lock(sessionId)
                .filter(Replacement::isToLaunch)
                .isPresent();
    }

    private void endLost(long now) {
        long before = now - lease.plus(LEASE_MARGIN).toMillis();
        if (sighted > before) {
            // Drivers have their whole lease from when they could come back.
            return;
        }
        for (String id :
                store.inTransaction(transaction -> transaction.drivers().detachedSince(before))) {
            store.run(transaction -> transaction
                    .drivers()
                    .lock(id)
                    .filter(driver -> !driver.hasEnded() && driver.detachedAt() > 0 && driver.detachedAt() < before)
                    .ifPresent(driver ->
                            end(transaction, driver, EndCause.LOST, "not heard of for " + lease.toSeconds() + " s")));
        }
    }

    private void endDeaf() {
        long before = timeLine.now() - cancelTimeout.plus(CANCEL_MARGIN).toMillis();
        if (sightedHere > before) {
            // One that heeded it meanwhile could not be heard.
            return;
        }
        for (String id :
                store.inTransaction(transaction -> transaction.statements().cancelsOrderedBefore(before))) {
            store.run(transaction -> transaction
                    .sessions()
                    .find(id)
                    .map(Session::driverId)
                    .flatMap(driverId -> transaction.drivers().lock(driverId))
                    .filter(driver -> !driver.hasEnded() && isStillDeaf(transaction, id, before, driver))
                    .ifPresent(driver ->
                            end(transaction, driver, EndCause.CANCEL_ENDED_DRIVER, "it did not answer the cancel")));
        }
    }

    /** Asked with the lock of the driver, whose reports change a statement. */
    private boolean isStillDeaf(Transaction transaction, String sessionId, long before, Driver driver) {
        return transaction
                .sessions()
                .lock(sessionId)
                .filter(session -> session.state() == SessionState.BUSY || isStopped(session, driver))
                .flatMap(session -> transaction.statements().inDriver(sessionId))
                .filter(statement -> statement.state() == StatementState.CANCELLING)
                .flatMap(statement -> transaction.statements().cancelOrderedAt(sessionId, statement.number()))
                .filter(orderedAt -> orderedAt < before)
                .isPresent();
    }

    /** One that is only out of reach may heed a cancel yet; one that is stopped where it is does so never. */
    private boolean isStopped(Session session, Driver driver) {
        return session.state() == SessionState.RECOVERING && launcher.isStopped(driver.id());
    }

    private void end(Transaction transaction, Driver driver, EndCause cause, String detail) {
        transaction.drivers().update(driver.endingBecause(cause, detail));
        orders.stop(transaction, driver.id());
    }
}
