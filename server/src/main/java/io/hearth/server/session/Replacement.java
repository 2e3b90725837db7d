package io.hearth.server.session;

import io.hearth.api.SessionState;
import io.hearth.api.StatementKind;
import io.hearth.api.channel.DriverFrame.Repeated;
import io.hearth.api.channel.GatewayFrame.PastStatement;
import io.hearth.server.session.DriverLauncher.LaunchOrder;
import io.hearth.server.session.Restoration.Loss;
import io.hearth.server.session.SessionStore.Transaction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gives a session another driver when its own died, where the session asked for that. It is {@code recovering} until what is to
 * run again did; that this is under way is a row, so that it does not matter which gateway goes on with it.
 */
final class Replacement {

    /** What runs again travels in one message, in which a character takes up to four bytes. */
    private static final long MOST_CHARACTERS = 3L << 20;

    private static final int MOST_REASON_CHARS = 500;

    private final Admission admission;
    private final Endings endings;
    private final TimeLine timeLine;

    Replacement(Admission admission, Endings endings, TimeLine timeLine) {
        this.admission = admission;
        this.endings = endings;
        this.timeLine = timeLine;
    }

    /** Whether a session that a driver holds may want another; then its end is recorded under the admission lock. */
    static boolean isWanted(Transaction transaction, String driverId) {
        return transaction.sessions().heldBy(driverId).stream()
                .flatMap(id -> transaction.sessions().find(id).stream())
                .anyMatch(session -> session.plan().recover() && session.isOpen());
    }

    /** Whether a locked session waits for what runs again in its new driver. */
    static boolean isUnderWay(Transaction transaction, Session session) {
        return session.plan().recover()
                && session.state() == SessionState.RECOVERING
                && transaction
                        .restorations()
                        .find(session.id())
                        .filter(Restoration::isUnderWay)
                        .isPresent();
    }

    /**
     * Whether the driver of a locked session, which came back, is still to say what ran again. A gateway of the version before
     * knows nothing of that and goes past it; what it did not wait for is then given up.
     */
    static boolean isAwaited(Transaction transaction, Session session) {
        if (!isUnderWay(transaction, session)) {
            return false;
        }
        Restoration restoration = transaction.restorations().find(session.id()).orElseThrow();
        boolean isPassed = transaction.statements().inDriver(session.id()).isPresent()
                || transaction.events().of(session.id()).stream()
                        .anyMatch(event -> event.name().equals(TimeLine.RECONNECTED) && event.at() > restoration.at());
        if (isPassed) {
            transaction.restorations().save(session.id(), restoration.over());
        }
        return !isPassed;
    }

    /** Whether a locked session, of whose driver no process was ever known, needs one all the same. */
    static boolean isToLaunch(Session session) {
        boolean isReplaced = session.state() == SessionState.RECOVERING && session.applicationId() == null;
        return session.state() == SessionState.STARTING || isReplaced;
    }

    /**
     * Replaces a driver whose end is recorded in the same transaction. What it ran is over, and never runs again; what waits
     * goes on waiting.
     *
     * @param session locked, and held by the driver
     * @return empty when the session has to end
     */
    Optional<LaunchOrder> replace(Transaction transaction, Session session, Driver driver, DriverExit exit) {
        boolean hasServed = session.state().isAttached() || session.state() == SessionState.RECOVERING;
        if (!session.plan().recover() || !hasServed) {
            return Optional.empty();
        }
        Driver.Ending ending = ExitCauses.of(session, driver.ending(), exit);
        Optional<Restoration> before = transaction.restorations().find(session.id());
        Optional<String> obstacle = before.flatMap(this::obstacle)
                .or(() -> admission.hasMemory(transaction, session)
                        ? Optional.empty()
                        : Optional.of("this machine has no memory for another one"));
        if (obstacle.isPresent()) {
            timeLine.note(transaction, session.id(), "notice", "its driver is not replaced: " + obstacle.get());
            return Optional.empty();
        }
        transaction
                .statements()
                .inDriver(session.id())
                .ifPresent(statement -> endings.failStatement(transaction, statement, driver, ending));
        long now = timeLine.now();
        transaction
                .restorations()
                .save(
                        session.id(),
                        before.map(earlier -> earlier.again(ending, now))
                                .orElseGet(() -> Restoration.first(ending, now)));
        transaction.sessions().logBeginsAnew(session.id());
        Session recovering =
                session.state() == SessionState.RECOVERING ? session : session.movedTo(SessionState.RECOVERING, now);
        timeLine.note(
                transaction, session.id(), "recovering", "another driver takes over. " + Endings.describe(ending));
        return Optional.of(admission.relaunch(transaction, recovering.unregistered(now)));
    }

    private Optional<String> obstacle(Restoration before) {
        if (before.isUnderWay()) {
            return Optional.of("it died before what was to run again had");
        }
        return before.isEnough(timeLine.now())
                ? Optional.of("it was %d times within an hour".formatted(Restoration.MOST_IN_AN_HOUR))
                : Optional.empty();
    }

    /** What a new driver is told of a session that it is to go on with. */
    static List<PastStatement> past(Transaction transaction, Session session) {
        return transaction.statements().repeatable(session.id(), MOST_CHARACTERS).stream()
                .map(statement -> new PastStatement(
                        statement.number(), statement.kind(), statement.code(), statement.recoverable()))
                .toList();
    }

    /** Takes note of what ran again in the driver of a locked session. */
    void done(Transaction transaction, Session session, List<Repeated> past) {
        Restoration underWay = transaction.restorations().find(session.id()).orElseThrow();
        Set<Integer> told = new HashSet<>();
        List<Integer> restored = new ArrayList<>();
        List<Loss> lost = new ArrayList<>();
        for (Repeated repeated : past) {
            String reason = repeated.reason();
            told.add(repeated.statement());
            if (reason == null) {
                restored.add(repeated.statement());
            } else {
                lost.add(new Loss(repeated.statement(), bounded(reason)));
            }
        }
        transaction.statements().finished(session.id()).stream()
                .filter(statement -> !told.contains(statement.number()))
                .forEach(statement -> lost.add(new Loss(statement.number(), reason(statement))));
        lost.sort((one, other) -> Integer.compare(one.statement(), other.statement()));
        transaction.restorations().save(session.id(), underWay.done(restored, lost));
        timeLine.note(
                transaction,
                session.id(),
                "restored",
                "%d ran again, %d did not".formatted(restored.size(), lost.size()));
    }

    private static String reason(FinishedStatement statement) {
        return switch (statement.state()) {
            case ERROR -> "it had ended with an error";
            case CANCELLED -> "it had been cancelled";
            case AVAILABLE ->
                statement.kind() == StatementKind.SQL && !statement.recoverable()
                        ? "it is SQL, and was not posted as recoverable"
                        : "there was more code before it than runs again";
            case WAITING, RUNNING, CANCELLING -> throw new IllegalStateException("not over: " + statement);
        };
    }

    private static String bounded(String reason) {
        return reason.length() <= MOST_REASON_CHARS ? reason : reason.substring(0, MOST_REASON_CHARS) + "…";
    }
}
