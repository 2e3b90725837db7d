package io.hearth.server.session;

import io.hearth.api.CancelRung;
import io.hearth.api.EndCause;
import io.hearth.api.SessionState;
import io.hearth.api.StatementState;
import io.hearth.api.channel.StatementOutcome;
import io.hearth.server.session.SessionStore.Transaction;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Brings sessions to their end, always with a cause. Two ways lead there: somebody asks for it (then the session is
 * shutting down until its process is gone), or the process is gone without anybody having asked.
 */
final class Endings {

    private final DriverLauncher launcher;
    private final Orders orders;
    private final TimeLine timeLine;

    Endings(DriverLauncher launcher, Orders orders, TimeLine timeLine) {
        this.launcher = launcher;
        this.orders = orders;
        this.timeLine = timeLine;
    }

    /** Begins the end of a locked session. One that is ending or over stays as it is. */
    void begin(Transaction transaction, Session session, EndCause cause, String detail) {
        if (session.state().isFinal() || session.state() == SessionState.SHUTTING_DOWN) {
            return;
        }
        Session ending =
                session.movedTo(SessionState.SHUTTING_DOWN, timeLine.now()).because(cause, detail);
        String driverId = ending.driverId();
        cancelOpenStatements(transaction, session, "the session was ended: " + cause);
        if (driverId == null) {
            finish(transaction, ending, SessionState.SUCCESS);
            return;
        }
        transaction.save(ending);
        timeLine.note(transaction, session.id(), "ending", describe(cause, detail));
        orders.end(transaction, driverId, cause.name());
    }

    /** Ends a locked session that waits and can never start. */
    void giveUp(Transaction transaction, Session session, String detail) {
        cancelOpenStatements(transaction, session, "the session could not start: " + detail);
        finish(transaction, session.because(EndCause.LAUNCH_FAILED, detail), SessionState.ERROR);
    }

    /** Ends a locked session whose driver's process is gone. */
    void conclude(Transaction transaction, Session session, Driver driver, DriverExit exit) {
        switch (session.state()) {
            case SHUTTING_DOWN -> finish(transaction, session, SessionState.SUCCESS);
            case STARTING, IDLE, BUSY, RECOVERING -> concludeUnasked(transaction, session, driver, exit);
            case NOT_STARTED, ERROR, DEAD, SUCCESS -> {
                // it has no driver, or it is over already
            }
        }
    }

    private void concludeUnasked(Transaction transaction, Session session, Driver driver, DriverExit exit) {
        Driver.Ending ending = ExitCauses.of(session, driver.ending(), exit);
        failOpenStatements(transaction, session, driver, ending);
        boolean couldNotStart = session.state() == SessionState.STARTING && ending.cause() != EndCause.DRIVER_KILLED;
        SessionState end = couldNotStart ? SessionState.ERROR : SessionState.DEAD;
        finish(transaction, session.because(ending.cause(), ending.detail()), end);
    }

    private void finish(Transaction transaction, Session session, SessionState end) {
        Session ended = session.movedTo(end, timeLine.now());
        transaction.save(ended);
        EndCause cause = ended.cause();
        String detail = ended.causeDetail();
        timeLine.note(
                transaction,
                session.id(),
                "ended",
                cause == null ? null : describe(cause, detail == null ? "" : detail));
    }

    private void cancelOpenStatements(Transaction transaction, Session session, String how) {
        String driverId = session.driverId();
        Optional<Driver> driver =
                driverId == null ? Optional.empty() : transaction.drivers().find(driverId);
        for (Statement statement : transaction.statements().open(session.id())) {
            StatementOutcome outcome = statement.state() == StatementState.WAITING
                    ? neverRan(how)
                    : driver.map(holder -> printed(holder, statement))
                            .orElse(PrintedText.NONE)
                            .in(StatementOutcome.cancelled("", how + ", after 0.0 s"));
            transaction.save(statement.endedAs(StatementState.CANCELLED, outcome), timeLine.now());
        }
    }

    private void failOpenStatements(Transaction transaction, Session session, Driver driver, Driver.Ending ending) {
        String why = describe(ending);
        for (Statement statement : transaction.statements().open(session.id())) {
            if (statement.state() == StatementState.WAITING) {
                transaction.save(statement.endedAs(StatementState.CANCELLED, neverRan(why)), timeLine.now());
            } else {
                failStatement(transaction, statement, driver, ending);
            }
        }
    }

    /** Ends a statement that a driver had when it died. */
    void failStatement(Transaction transaction, Statement statement, Driver driver, Driver.Ending ending) {
        String why = describe(ending);
        PrintedText printed = printed(driver, statement);
        Statement over = statement.state() == StatementState.CANCELLING
                ? statement.endedAs(
                        StatementState.CANCELLED,
                        printed.in(StatementOutcome.cancelled("", howCancelled(transaction, statement, ending) + why)))
                : statement.endedAs(
                        StatementState.ERROR,
                        printed.in(StatementOutcome.error("", ending.cause().name(), why, List.of())));
        transaction.save(over, timeLine.now());
    }

    /** A driver may also end for another reason while a statement of it is being cancelled. */
    private String howCancelled(Transaction transaction, Statement statement, Driver.Ending ending) {
        long now = timeLine.now();
        long since = transaction
                .statements()
                .cancelOrderedAt(statement.sessionId(), statement.number())
                .orElse(now);
        return ending.cause() == EndCause.CANCEL_ENDED_DRIVER
                ? CancelRung.DRIVER_ENDED.describe((now - since) / 1e3) + ": "
                : "";
    }

    private static StatementOutcome neverRan(String why) {
        return StatementOutcome.cancelled("", "it never ran: " + why);
    }

    private PrintedText printed(Driver driver, Statement statement) {
        return launcher.printed(driver, statement.sessionId(), statement.number());
    }

    /** Cause, sentence and advice. */
    static String describe(Driver.Ending ending) {
        return describe(ending.cause(), ending.detail());
    }

    private static String describe(EndCause cause, String detail) {
        String particulars = detail.isEmpty() ? "" : " (" + detail + ")";
        return String.format(Locale.ROOT, "%s: %s%s %s", cause.name(), cause.sentence(), particulars, cause.advice());
    }
}
