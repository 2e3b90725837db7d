package io.hearth.server.session;

import io.hearth.api.EndCause;
import io.hearth.api.SessionState;
import java.time.Duration;

/** Ends what took too long: idle sessions, starts that never finish, drivers that nobody hears of. Thread-safe. */
public final class Watchdog {

    /** How much longer than its lease a driver is waited for, so that it can end itself first. */
    private static final Duration LEASE_MARGIN = Duration.ofSeconds(5);

    private final SessionStore store;
    private final Endings endings;
    private final DriverLauncher launcher;
    private final TimeLine timeLine;
    private final Duration startTimeout;
    private final Duration lease;

    Watchdog(
            SessionStore store,
            Endings endings,
            DriverLauncher launcher,
            TimeLine timeLine,
            Duration startTimeout,
            Duration lease) {
        this.store = store;
        this.endings = endings;
        this.launcher = launcher;
        this.timeLine = timeLine;
        this.startTimeout = startTimeout;
        this.lease = lease;
    }

    /** Looks once. Called about once a second. */
    public void look() {
        endIdle();
        endSlowStarts();
        endLost();
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
        long before = timeLine.now() - startTimeout.toMillis();
        for (String id :
                store.inTransaction(transaction -> transaction.sessions().startingSince(before))) {
            store.inTransaction(transaction -> transaction.sessions().lock(id))
                    .filter(session -> session.state() == SessionState.STARTING)
                    .map(Session::driverId)
                    .ifPresent(driverId -> end(
                            driverId, EndCause.START_TIMEOUT, "not ready after " + startTimeout.toSeconds() + " s"));
        }
    }

    private void endLost() {
        long before = timeLine.now() - lease.plus(LEASE_MARGIN).toMillis();
        for (String id :
                store.inTransaction(transaction -> transaction.drivers().detachedSince(before))) {
            end(id, EndCause.LOST, "not heard of for " + lease.toSeconds() + " s");
        }
    }

    private void end(String driverId, EndCause cause, String detail) {
        store.run(transaction -> transaction
                .drivers()
                .lock(driverId)
                .filter(driver -> !driver.hasEnded())
                .ifPresent(driver -> {
                    transaction.drivers().update(driver.endingBecause(cause, detail));
                    transaction.afterCommit(() -> launcher.stop(driverId));
                }));
    }
}
