package io.hearth.server.session;

import io.hearth.api.SessionState;
import io.hearth.api.Sha256;
import io.hearth.api.StatementState;
import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.DriverFrame.HeldSession;
import io.hearth.api.channel.GatewayFrame;
import io.hearth.api.channel.SessionPackage;
import io.hearth.server.session.SessionStore.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where drivers come in. A connection begins with the hello, which fences every earlier connection of that driver and
 * tells what the driver holds; what it lacks is said again. Thread-safe.
 */
public final class DriverDesk {

    private final SessionStore store;
    private final DriverRoster roster;
    private final DriverLauncher launcher;
    private final Dispatcher dispatcher;
    private final Peers peers;
    private final TimeLine timeLine;

    DriverDesk(
            SessionStore store,
            DriverRoster roster,
            DriverLauncher launcher,
            Dispatcher dispatcher,
            Peers peers,
            TimeLine timeLine) {
        this.store = store;
        this.roster = roster;
        this.launcher = launcher;
        this.dispatcher = dispatcher;
        this.peers = peers;
        this.timeLine = timeLine;
    }

    /**
     * A connection that counts.
     *
     * @param frames what to say after the welcome, in this order
     */
    public record Attachment(long epoch, long appliedSequence, List<GatewayFrame> frames) {}

    /** Whether this gateway expects such a driver. */
    public boolean admits(String driverId, String secret) {
        return store.driver(driverId)
                .filter(driver -> !driver.hasEnded())
                .filter(driver -> Sha256.matches(secret, driver.secretHash()))
                .isPresent();
    }

    /** Whether a session that a driver holds has such a statement. */
    public boolean isStatementOf(String driverId, String sessionId, int statement) {
        return store.inTransaction(
                transaction -> transaction.sessions().heldBy(driverId).contains(sessionId)
                        && transaction.statements().find(sessionId, statement).isPresent());
    }

    /** A package by the digest of its content, of an open session that a driver holds. */
    public Optional<SessionPackage> packageOf(String driverId, String sha256) {
        return store.inTransaction(transaction -> transaction.sessions().heldBy(driverId).stream()
                .flatMap(id -> transaction.sessions().find(id).stream())
                .filter(Session::isOpen)
                .flatMap(session -> session.plan().packages().stream())
                .filter(held -> held.sha256().equals(sha256))
                .findFirst());
    }

    /**
     * Makes the link the one connection of its driver. The link may be asked to send before this returns; it must hold
     * such frames back until it has sent its welcome and the frames of the attachment.
     *
     * @return empty when the driver's process was already seen to be gone
     */
    public Optional<Attachment> attach(DriverFrame.Hello hello, DriverLink link) {
        roster.enter(hello.driverId(), link);
        Optional<Attachment> attachment = committed(hello, link);
        attachment.ifPresentOrElse(made -> note(hello, made), () -> roster.leave(hello.driverId(), link));
        return attachment;
    }

    private Optional<Attachment> committed(DriverFrame.Hello hello, DriverLink link) {
        try {
            return store.inTransaction(transaction -> transaction
                    .drivers()
                    .lock(hello.driverId())
                    .filter(driver -> !driver.hasEnded())
                    .map(driver -> attach(transaction, driver.attached(peers.self()), hello)));
        } catch (RuntimeException e) {
            roster.leave(hello.driverId(), link);
            throw e;
        }
    }

    private void note(DriverFrame.Hello hello, Attachment attachment) {
        roster.told(hello.driverId()).ifPresent(told -> {
            hello.sessions().forEach(held -> told.noteHeld(held.sessionId(), held.lastStatement()));
            attachment.frames().forEach(told::note);
        });
    }

    private Attachment attach(Transaction transaction, Driver driver, DriverFrame.Hello hello) {
        peers.requireAlive(transaction);
        transaction.drivers().update(driver);
        Driver.Ending ending = driver.ending();
        if (ending != null) {
            return new Attachment(
                    driver.epoch(), driver.appliedSequence(), List.of(new GatewayFrame.Shutdown(ending.detail())));
        }
        Map<String, Integer> held = hello.sessions().stream()
                .collect(Collectors.toMap(HeldSession::sessionId, HeldSession::lastStatement, Math::max));
        List<GatewayFrame> frames = new ArrayList<>();
        for (String sessionId : transaction.sessions().heldBy(driver.id())) {
            transaction
                    .sessions()
                    .lock(sessionId)
                    .ifPresent(session -> frames.addAll(resume(transaction, session, driver, held)));
        }
        return new Attachment(driver.epoch(), driver.appliedSequence(), frames);
    }

    /** A driver of its own was told when it was launched. */
    private Map<String, String> conf(Transaction transaction, Session session, Driver driver) {
        return driver.pooled() == null
                ? Map.of()
                : launcher.sparkConf(session, Backends.of(transaction, session), driver);
    }

    private List<GatewayFrame> resume(
            Transaction transaction, Session session, Driver driver, Map<String, Integer> held) {
        Optional<Statement> inDriver = transaction.statements().inDriver(session.id());
        switch (session.state()) {
            case STARTING -> {
                if (driver.pooled() != null) {
                    transaction.afterCommit(() -> launcher.assign(driver.id(), session.id()));
                }
                return held.containsKey(session.id())
                        ? List.of()
                        : List.of(new GatewayFrame.OpenSession(
                                session.id(), session.plan().packages(), conf(transaction, session, driver)));
            }
            case RECOVERING -> {
                if (Replacement.isAwaited(transaction, session)) {
                    return held.containsKey(session.id())
                            ? List.of()
                            : List.of(new GatewayFrame.OpenSession(
                                    session.id(),
                                    session.plan().packages(),
                                    conf(transaction, session, driver),
                                    Replacement.past(transaction, session)));
                }
                SessionState back = inDriver.isPresent() ? SessionState.BUSY : SessionState.IDLE;
                transaction.save(session.movedTo(back, timeLine.now()));
                timeLine.note(transaction, session.id(), TimeLine.RECONNECTED, null);
                wakeIfWaiting(transaction, session);
                return repeats(transaction, session, inDriver, held.getOrDefault(session.id(), -1));
            }
            case IDLE, BUSY -> {
                wakeIfWaiting(transaction, session);
                return repeats(transaction, session, inDriver, held.getOrDefault(session.id(), -1));
            }
            case NOT_STARTED, SHUTTING_DOWN, ERROR, DEAD, SUCCESS -> {
                return List.of(new GatewayFrame.Shutdown(
                        "the session is " + session.state().wireName()));
            }
        }
        throw new IllegalStateException("no such state: " + session.state());
    }

    /** Who submits a statement after this transaction finds the driver there; who did before it has left it waiting. */
    private void wakeIfWaiting(Transaction transaction, Session session) {
        if (transaction.statements().nextWaiting(session.id()).isPresent()) {
            transaction.afterCommit(() -> dispatcher.wake(session.id()));
        }
    }

    /** What the driver must be told again about the statement that it holds, or should. */
    private List<GatewayFrame> repeats(
            Transaction transaction, Session session, Optional<Statement> inDriver, int lastAccepted) {
        List<GatewayFrame> frames = new ArrayList<>();
        inDriver.ifPresent(statement -> {
            if (statement.number() > lastAccepted) {
                frames.add(dispatcher.run(statement));
            }
            dispatcher.follow(session, statement.number()).ifPresent(frames::add);
            if (statement.state() == StatementState.CANCELLING) {
                transaction.statements().cancelOrdered(session.id(), statement.number(), timeLine.now());
                frames.add(new GatewayFrame.CancelStatement(statement.sessionId(), statement.number()));
            }
        });
        return frames;
    }

    /** Says that a connection is gone. Nothing happens when a later one took its place. */
    public void detach(String driverId, long epoch, DriverLink link) {
        roster.leave(driverId, link);
        store.run(transaction -> transaction
                .drivers()
                .lock(driverId)
                .filter(driver -> driver.epoch() == epoch && !driver.hasEnded())
                .ifPresent(driver -> detach(transaction, driver)));
    }

    /** Writes down that a driver has no connection to this gateway, if its row says that it has one and that is not so. */
    void detachLost(String driverId) {
        store.run(transaction -> transaction
                .drivers()
                .lock(driverId)
                .filter(driver -> driver.isConnected()
                        && peers.self().equals(driver.custody().link()))
                // Asked under the lock: who attaches enters the roster before it waits for that.
                .filter(driver -> roster.find(driverId).isEmpty())
                .ifPresent(driver -> detach(transaction, driver)));
    }

    private void detach(Transaction transaction, Driver driver) {
        transaction.drivers().update(driver.detached(transaction.sharedNow()));
        markRecovering(transaction, driver.id());
    }

    /**
     * Puts the sessions of a driver that may live, but cannot be heard, into their waiting state.
     *
     * @return every session of the driver that is in no final state, in the state it was in
     */
    List<Session> markRecovering(Transaction transaction, String driverId) {
        List<Session> open = new ArrayList<>();
        for (String sessionId : transaction.sessions().heldBy(driverId)) {
            transaction.sessions().lock(sessionId).filter(Session::isOpen).ifPresent(session -> {
                open.add(session);
                if (session.state().isAttached()) {
                    transaction.save(session.movedTo(SessionState.RECOVERING, timeLine.now()));
                    timeLine.note(transaction, sessionId, "recovering", "the connection to the driver is broken");
                }
            });
        }
        return open;
    }
}
