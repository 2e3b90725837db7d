package io.hearth.server.session;

import io.hearth.api.ErrorCode;
import io.hearth.api.SessionState;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Language;
import io.hearth.server.error.Message;
import io.hearth.server.session.DriverLauncher.LaunchOrder;
import io.hearth.server.session.SessionStore.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides who starts. A session takes its CUs and its memory when its driver's row is made and gives them back when that
 * row says the process is gone; both are read from the rows under one lock, so nothing is counted twice or forgotten.
 */
final class Admission {

    private final DriverLauncher launcher;
    private final WarmPool pool;
    private final Endings endings;
    private final IdSource ids;
    private final TimeLine timeLine;

    Admission(DriverLauncher launcher, WarmPool pool, Endings endings, IdSource ids, TimeLine timeLine) {
        this.launcher = launcher;
        this.pool = pool;
        this.endings = endings;
        this.ids = ids;
        this.timeLine = timeLine;
    }

    /**
     * Refuses what could never start.
     *
     * @throws GatewayException NO_SUCH_QUEUE, or QUOTA_EXCEEDED for a session larger than its whole queue or machine
     */
    void requirePossible(Transaction transaction, String projectId, SessionPlan plan) {
        Queue queue = transaction
                .queues()
                .find(projectId, plan.queue())
                .orElseThrow(() -> new GatewayException(ErrorCode.NO_SUCH_QUEUE, Message.NO_SUCH_QUEUE, plan.queue()));
        if (plan.computeUnits() > queue.computeUnits()) {
            throw new GatewayException(
                    ErrorCode.QUOTA_EXCEEDED,
                    Message.LARGER_THAN_QUEUE,
                    plan.computeUnits(),
                    queue.name(),
                    queue.computeUnits());
        }
        if (launcher.footprint(plan).compareTo(launcher.budget()) > 0) {
            throw new GatewayException(
                    ErrorCode.QUOTA_EXCEEDED, Message.LARGER_THAN_MACHINE, launcher.footprint(plan), launcher.budget());
        }
    }

    /** Starts a new session at once when there is room and nobody goes before it. The admission lock must be held. */
    Optional<StartOrder> admitNew(Transaction transaction, Session session) {
        boolean next = transaction
                .sessions()
                .firstWaiting(session.projectId(), session.plan().queue())
                .filter(first -> first.id().equals(session.id()))
                .isPresent();
        return next && hasRoom(transaction, session)
                ? Optional.of(start(transaction, session, session.updatedAt()))
                : Optional.empty();
    }

    /**
     * Starts every waiting session that has room. In each queue they start in the order of their line: whoever is first
     * and has no room holds up those behind, also smaller ones, or a large session would wait for ever. Only whoever can
     * have no room at all, since the operator made the queue or the machine's share smaller, is out of the line.
     */
    List<StartOrder> admitWaiting(Transaction transaction) {
        transaction.queues().lockAdmission();
        List<StartOrder> orders = new ArrayList<>();
        for (Session first : transaction.sessions().firstWaitingOfEachQueue()) {
            Optional<Session> next = Optional.of(first);
            while (next.isPresent()
                    && (hasMovedOn(transaction, next.get())
                            || isGivenUp(transaction, next.get())
                            || admit(transaction, next.get(), orders))) {
                next = transaction
                        .sessions()
                        .firstWaiting(first.projectId(), first.plan().queue());
            }
        }
        return orders;
    }

    /** Locks a session; tells whether it no longer waits, because its end came first. */
    private static boolean hasMovedOn(Transaction transaction, Session session) {
        return transaction
                .sessions()
                .lock(session.id())
                .filter(locked -> locked.state() == SessionState.NOT_STARTED)
                .isEmpty();
    }

    private boolean isGivenUp(Transaction transaction, Session session) {
        try {
            requirePossible(transaction, session.projectId(), session.plan());
            return false;
        } catch (GatewayException e) {
            endings.giveUp(transaction, session, e.messageIn(Language.ENGLISH));
            return true;
        }
    }

    private boolean admit(Transaction transaction, Session session, List<StartOrder> orders) {
        if (!hasRoom(transaction, session)) {
            return false;
        }
        orders.add(start(transaction, session, timeLine.now()));
        return true;
    }

    /** A new driver for a session whose launch was begun but cannot be found again. */
    LaunchOrder relaunch(Transaction transaction, Session session) {
        return order(transaction, session);
    }

    private boolean hasRoom(Transaction transaction, Session session) {
        long taken = transaction
                .queues()
                .computeUnitsTaken(session.projectId(), session.plan().queue());
        long whole = transaction
                .queues()
                .find(session.projectId(), session.plan().queue())
                .map(Queue::computeUnits)
                .orElse(0L);
        long memory = transaction.queues().memoryTaken();
        return taken + session.plan().computeUnits() <= whole
                && memory + launcher.footprint(session.plan()).bytes()
                        <= launcher.budget().bytes();
    }

    /** @param changedAt what the session's update time becomes: a session that starts as it is created never changed */
    private StartOrder start(Transaction transaction, Session session, long changedAt) {
        Session starting = session.movedTo(SessionState.STARTING, changedAt);
        StartOrder order = pool.take(transaction, starting)
                .map(driver -> take(transaction, starting, driver))
                .orElseGet(() -> new StartOrder.Launch(order(transaction, starting)));
        pool.giveWay(transaction, starting);
        return order;
    }

    private StartOrder take(Transaction transaction, Session session, Driver driver) {
        Session starting = session.heldBy(driver.id());
        transaction.save(starting);
        timeLine.note(transaction, session.id(), "admitted", null);
        return new StartOrder.Take(driver, starting, Backends.of(transaction, session));
    }

    private LaunchOrder order(Transaction transaction, Session session) {
        String driverId = ids.newId();
        String secret = ids.newSecret();
        Driver driver = Driver.launching(
                driverId,
                Secrets.hash(secret),
                launcher.footprint(session.plan()).bytes(),
                launcher.workDirectory(driverId),
                timeLine.now());
        transaction.drivers().insert(driver);
        Session starting = session.heldBy(driverId);
        transaction.save(starting);
        timeLine.note(transaction, session.id(), "admitted", null);
        String backend = Backends.of(transaction, session);
        return new LaunchOrder(driver, secret, starting, backend);
    }
}
