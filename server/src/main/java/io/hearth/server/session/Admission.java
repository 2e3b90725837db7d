package io.hearth.server.session;

import io.hearth.api.ErrorCode;
import io.hearth.api.MemorySize;
import io.hearth.api.SessionState;
import io.hearth.api.Sha256;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Language;
import io.hearth.server.error.Message;
import io.hearth.server.session.DriverLauncher.LaunchOrder;
import io.hearth.server.session.SessionStore.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides who starts. A session takes its CUs and its memory when its driver's row is made and gives them back when that
 * row says the process is gone; both are read from the rows under one lock, so nothing is counted twice or forgotten.
 */
final class Admission {

    /** A start that takes longer holds up no other any more: it may wait for what has nothing to do with this machine. */
    private static final Duration USUAL_START = Duration.ofMinutes(1);

    private final DriverLauncher launcher;
    private final WarmPool pool;
    private final Endings endings;
    private final Peers peers;
    private final IdSource ids;
    private final TimeLine timeLine;
    private volatile boolean heldUp;

    Admission(DriverLauncher launcher, WarmPool pool, Endings endings, Peers peers, IdSource ids, TimeLine timeLine) {
        this.launcher = launcher;
        this.pool = pool;
        this.endings = endings;
        this.peers = peers;
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
        MemorySize largest =
                new MemorySize(peers.largestBudget(launcher.budget().bytes()));
        if (launcher.footprint(plan).compareTo(largest) > 0) {
            throw new GatewayException(
                    ErrorCode.QUOTA_EXCEEDED, Message.LARGER_THAN_MACHINE, launcher.footprint(plan), largest);
        }
    }

    /** Starts a new session at once when there is room and nobody goes before it. The admission lock must be held. */
    Optional<StartOrder> admitNew(Transaction transaction, Session session) {
        boolean next = transaction
                .sessions()
                .firstWaiting(session.projectId(), session.plan().queue())
                .filter(first -> first.id().equals(session.id()))
                .isPresent();
        if (!next) {
            return Optional.empty();
        }
        return switch (room(transaction, session)) {
            case HERE -> start(transaction, session, session.updatedAt());
            case ELSEWHERE -> {
                transaction.tell(new PeerNotice.Admit());
                yield Optional.empty();
            }
            case NOWHERE -> Optional.empty();
        };
    }

    /**
     * What was admitted.
     *
     * @param isForOthers whether another machine may have room for a session that has none on this one
     */
    record Result(List<StartOrder> orders, boolean isForOthers) {}

    private enum Room {
        HERE,
        /** The queue has room, and this machine has not, or starts as many as it can. */
        ELSEWHERE,
        NOWHERE
    }

    /**
     * Starts every waiting session that has room. In each queue they start in the order of their line: whoever is first
     * and has no room holds up those behind, also smaller ones, or a large session would wait for ever. Only whoever can
     * have no room at all, since the operator made the queue or the machine's share smaller, is out of the line.
     */
    Result admitWaiting(Transaction transaction) {
        transaction.queues().lockAdmission();
        heldUp = false;
        List<StartOrder> orders = new ArrayList<>();
        boolean isForOthers = false;
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
            isForOthers |= next.filter(left -> room(transaction, left) == Room.ELSEWHERE)
                    .isPresent();
        }
        return new Result(orders, isForOthers);
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
        Optional<StartOrder> order = room(transaction, session) == Room.HERE
                ? start(transaction, session, timeLine.now())
                : Optional.empty();
        order.ifPresent(orders::add);
        return order.isPresent();
    }

    /** A new driver for a session whose launch was begun but cannot be found again. */
    LaunchOrder relaunch(Transaction transaction, Session session) {
        return order(transaction, session);
    }

    /** A driver that waits for such a session has its memory already, on whatever machine it is. */
    private Room room(Transaction transaction, Session session) {
        long taken = transaction
                .queues()
                .computeUnitsTaken(session.projectId(), session.plan().queue());
        long whole = transaction
                .queues()
                .find(session.projectId(), session.plan().queue())
                .map(Queue::computeUnits)
                .orElse(0L);
        if (taken + session.plan().computeUnits() > whole) {
            return Room.NOWHERE;
        }
        return canLaunch(transaction, session) || pool.has(transaction, session) ? Room.HERE : Room.ELSEWHERE;
    }

    private boolean canLaunch(Transaction transaction, Session session) {
        return hasMemory(transaction, session) && canStartOneMore(transaction);
    }

    private boolean canStartOneMore(Transaction transaction) {
        long recently = timeLine.now() - USUAL_START.toMillis();
        boolean can = transaction.queues().startingSince(launcher.machine().id(), recently) < launcher.startsAtOnce();
        heldUp |= !can;
        return can;
    }

    /** Whether a session waited, when it was last looked, for nothing but others to have started; some time must pass for one that hangs. */
    boolean isHeldUp() {
        return heldUp;
    }

    /** Whether a driver of its own for a session fits beside those of this machine. */
    boolean hasMemory(Transaction transaction, Session session) {
        long memory = transaction.queues().memoryTaken(launcher.machine().id());
        return memory + launcher.footprint(session.plan()).bytes()
                <= launcher.budget().bytes();
    }

    /**
     * Starts a session; empty when the driver that it was to take died between the two looks and no other can be launched.
     *
     * @param changedAt what the session's update time becomes: a session that starts as it is created never changed
     */
    private Optional<StartOrder> start(Transaction transaction, Session session, long changedAt) {
        Session starting = session.movedTo(SessionState.STARTING, changedAt);
        Optional<Driver> taken = pool.take(transaction, starting);
        if (taken.isEmpty() && !canLaunch(transaction, starting)) {
            return Optional.empty();
        }
        StartOrder order = taken.map(driver -> take(transaction, starting, driver))
                .orElseGet(() -> new StartOrder.Launch(order(transaction, starting)));
        pool.giveWay(transaction, starting);
        return Optional.of(order);
    }

    private StartOrder take(Transaction transaction, Session session, Driver driver) {
        Session starting = session.heldBy(driver.id());
        transaction.save(starting);
        timeLine.note(transaction, session.id(), "admitted", null);
        return new StartOrder.Take(driver, starting, Backends.of(transaction, session));
    }

    private LaunchOrder order(Transaction transaction, Session session) {
        peers.requireAlive(transaction);
        String driverId = ids.newId();
        String secret = ids.newSecret();
        Driver driver = Driver.launching(
                driverId,
                Sha256.of(secret),
                launcher.footprint(session.plan()).bytes(),
                launcher.workDirectory(driverId),
                peers.keeping(launcher.machine()),
                timeLine.now());
        transaction.drivers().insert(driver);
        Session starting = session.heldBy(driverId);
        transaction.save(starting);
        timeLine.note(transaction, session.id(), "admitted", null);
        String backend = Backends.of(transaction, session);
        return new LaunchOrder(driver, secret, starting, backend);
    }
}
