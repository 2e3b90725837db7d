package io.hearth.server.session;

import io.hearth.api.EndCause;
import io.hearth.api.SessionState;
import io.hearth.api.StatementState;
import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.Envelope;
import io.hearth.api.channel.StatementOutcome;
import io.hearth.server.session.SessionStore.Transaction;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Applies what drivers report, each report exactly once: its number is committed together with its effect. Thread-safe. */
public final class DriverReports {

    private static final Pattern UI_OF_THIS_MACHINE = Pattern.compile("http://(127\\.0\\.0\\.1|localhost):[0-9]{1,5}");

    /** How often other gateways are told how far a statement is, milliseconds. */
    private static final long PASS_ON_MILLIS = 1_000;

    private final SessionStore store;
    private final Orders orders;
    private final Replacement replacement;
    private final Dispatcher dispatcher;
    private final ProgressBoard progress;
    private final Streams streams;
    private final WarmPool pool;
    private final PoolMeter meter;
    private final Peers peers;
    private final TimeLine timeLine;
    private final Executor executor;
    private final Runnable whenStarted;

    /** @param whenStarted done when a session has become ready, which makes room for another start */
    DriverReports(
            SessionStore store,
            Orders orders,
            Replacement replacement,
            Dispatcher dispatcher,
            ProgressBoard progress,
            Streams streams,
            WarmPool pool,
            PoolMeter meter,
            Peers peers,
            TimeLine timeLine,
            Executor executor,
            Runnable whenStarted) {
        this.store = store;
        this.orders = orders;
        this.replacement = replacement;
        this.dispatcher = dispatcher;
        this.progress = progress;
        this.streams = streams;
        this.pool = pool;
        this.meter = meter;
        this.peers = peers;
        this.timeLine = timeLine;
        this.executor = executor;
        this.whenStarted = whenStarted;
    }

    /**
     * Commits a report, or finds that it was committed before.
     *
     * @return the highest committed number; empty when the connection is fenced or skipped a number, and must be closed
     */
    public OptionalLong apply(String driverId, long epoch, Envelope report) {
        return store.inTransaction(transaction -> {
            Driver driver = transaction.drivers().lock(driverId).orElseThrow();
            if (driver.epoch() != epoch || driver.hasEnded()) {
                return OptionalLong.empty();
            }
            if (report.sequence() > driver.appliedSequence() + 1) {
                giveUp(transaction, driver, report.sequence());
                return OptionalLong.empty();
            }
            if (report.sequence() <= driver.appliedSequence()) {
                return OptionalLong.of(driver.appliedSequence());
            }
            Driver after = effect(transaction, driver, (DriverFrame) report.frame());
            transaction.drivers().update(after.applied(report.sequence()));
            return OptionalLong.of(report.sequence());
        });
    }

    /**
     * A driver keeps its reports until they are committed, so it only skips what a database has forgotten, as one does
     * that was put back to an earlier time. What became of the session since then cannot be known any more.
     */
    private void giveUp(Transaction transaction, Driver driver, long sequence) {
        String detail = "its driver is ahead of the database, at report %d where %d is the last one known"
                .formatted(sequence, driver.appliedSequence());
        transaction.drivers().update(driver.endingBecause(EndCause.LOST, detail));
        orders.stop(transaction, driver.id());
    }

    /** Takes note of something that may be lost. */
    public void hear(String driverId, DriverFrame.Progress report) {
        streams.hear(driverId, report);
        progress.report(report.sessionId(), report.statement(), report.fraction());
        if (peers.areThere()
                && progress.passOn(report.sessionId(), report.statement(), timeLine.now(), PASS_ON_MILLIS)) {
            executor.execute(() -> passOn(driverId, report));
        }
    }

    /** A driver may say anything of any session; only what is its own goes further. */
    private void passOn(String driverId, DriverFrame.Progress report) {
        int millionths = (int) (Math.min(1, Math.max(0, report.fraction())) * 1e6);
        store.run(transaction -> {
            if (transaction.sessions().heldBy(driverId).contains(report.sessionId())) {
                transaction.tell(new PeerNotice.Progress(report.sessionId(), report.statement(), millionths));
            }
        });
    }

    /** Takes a piece of output that may be lost, too. */
    public void hear(String driverId, DriverFrame.Output piece) {
        streams.hear(driverId, piece);
    }

    private Driver effect(Transaction transaction, Driver driver, DriverFrame frame) {
        if (frame instanceof DriverFrame.DriverReady ready) {
            eachSession(transaction, driver, (tx, session) -> registered(tx, session, ready));
        } else if (frame instanceof DriverFrame.Warm) {
            return pool.warm(transaction, driver);
        } else if (frame instanceof DriverFrame.SessionReady ready) {
            ofDriver(transaction, driver, ready.sessionId(), (tx, session) -> ready(tx, session, driver, ready));
        } else if (frame instanceof DriverFrame.SessionFailed failed) {
            return sessionFailed(transaction, driver, failed);
        } else if (frame instanceof DriverFrame.StatementEnded ended) {
            ofDriver(transaction, driver, ended.sessionId(), (tx, session) -> statementEnded(tx, session, ended));
        } else if (frame instanceof DriverFrame.StartFailed failed) {
            orders.stop(transaction, driver.id());
            Driver.Ending ending = Driver.Ending.of(failed);
            return driver.endingBecause(ending.cause(), ending.detail());
        } else if (frame instanceof DriverFrame.Ending announced) {
            orders.stop(transaction, driver.id());
            Driver.Ending ending = Driver.Ending.of(announced);
            return driver.endingBecause(ending.cause(), ending.detail());
        }
        return driver;
    }

    /** A driver has one session as yet: without it there is nothing that it is good for. */
    private Driver sessionFailed(Transaction transaction, Driver driver, DriverFrame.SessionFailed failed) {
        if (!transaction.sessions().heldBy(driver.id()).contains(failed.sessionId())) {
            return driver;
        }
        orders.end(transaction, driver.id(), failed.cause());
        return driver.endingBecause(EndCause.of(failed.cause(), null).orElse(EndCause.LAUNCH_FAILED), failed.detail());
    }

    private void registered(Transaction transaction, Session session, DriverFrame.DriverReady ready) {
        Session registered = session.registered(ready.applicationId(), ownUi(ready.uiAddress()), timeLine.now());
        transaction.save(registered);
        timeLine.note(
                transaction,
                session.id(),
                "registered",
                "Spark " + ready.sparkVersion() + ", application " + ready.applicationId());
    }

    /** User code can make a driver say anything; the gateway forwards callers to its own machine only. */
    private static @Nullable String ownUi(@Nullable String address) {
        return address != null && UI_OF_THIS_MACHINE.matcher(address).matches() ? address : null;
    }

    /** A driver that has said how it ends makes nothing ready any more: its session ends in the state that it was in. */
    private void ready(Transaction transaction, Session session, Driver driver, DriverFrame.SessionReady report) {
        if (driver.ending() != null) {
            return;
        }
        if (Replacement.isUnderWay(transaction, session)) {
            replacement.done(transaction, session, report.past());
            Session idle = session.movedTo(SessionState.IDLE, timeLine.now());
            transaction.save(idle);
            dispatcher.giveNext(transaction, idle);
            return;
        }
        if (session.state() != SessionState.STARTING) {
            return;
        }
        Session idle = session.movedTo(SessionState.IDLE, timeLine.now());
        transaction.save(idle);
        timeLine.note(transaction, session.id(), "ready", null);
        Duration wait = Duration.ofMillis(timeLine.now() - session.createdAt());
        transaction.afterCommit(whenStarted);
        transaction.afterCommit(
                () -> meter.ready(driver.pooled() == null ? PoolMeter.Origin.LAUNCH : PoolMeter.Origin.POOL, wait));
        dispatcher.giveNext(transaction, idle);
    }

    private void statementEnded(Transaction transaction, Session session, DriverFrame.StatementEnded report) {
        transaction
                .statements()
                .find(session.id(), report.statement())
                .filter(statement -> statement.state().isInDriver())
                .ifPresent(statement -> {
                    transaction.save(ended(statement, report.outcome()), timeLine.now());
                    transaction.afterCommit(() -> progress.forget(session.id(), report.statement()));
                    if (session.state().isAttached()) {
                        dispatcher.giveNext(transaction, session);
                    }
                });
    }

    private static Statement ended(Statement statement, StatementOutcome outcome) {
        if (statement.state() == StatementState.CANCELLING) {
            return statement.endedAs(StatementState.CANCELLED, asCancelled(outcome));
        }
        StatementState end = switch (outcome.status()) {
            case OK -> StatementState.AVAILABLE;
            case ERROR -> StatementState.ERROR;
            case CANCELLED -> StatementState.CANCELLED;
        };
        return statement.endedAs(end, outcome);
    }

    /** A statement that was told to stop is cancelled, also when its code came to an end before the order reached it. */
    private static StatementOutcome asCancelled(StatementOutcome outcome) {
        if (outcome.status() == StatementOutcome.Status.CANCELLED) {
            return outcome;
        }
        StatementOutcome cancelled =
                StatementOutcome.cancelled(outcome.text(), "its code ended by itself before the cancel took hold");
        return outcome.truncated() ? cancelled.cut(outcome.kept()) : cancelled;
    }

    private static void eachSession(Transaction transaction, Driver driver, BiConsumer<Transaction, Session> effect) {
        for (String sessionId : transaction.sessions().heldBy(driver.id())) {
            ofDriver(transaction, driver, sessionId, effect);
        }
    }

    /** A driver can only speak of sessions that are its own. */
    private static void ofDriver(
            Transaction transaction, Driver driver, String sessionId, BiConsumer<Transaction, Session> effect) {
        transaction
                .sessions()
                .lock(sessionId)
                .filter(session -> driver.id().equals(session.driverId()))
                .ifPresent(session -> effect.accept(transaction, session));
    }
}
