package io.hearth.bench.chaos;

import io.hearth.bench.chaos.Evidence.EndTold;
import io.hearth.bench.chaos.Evidence.Refusal;
import io.hearth.bench.chaos.Evidence.SessionTold;
import io.hearth.bench.chaos.Evidence.StatementTold;
import io.hearth.bench.chaos.StoreRows.SessionRow;
import io.hearth.bench.chaos.StoreRows.StatementRow;
import io.hearth.bench.toy.Execution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Holds what clients were told against what is stored and what was executed, once everything has ended. It decides by what it is
 * handed alone, and knows of each kind of violation by a name.
 */
final class Checker {

    private final Evidence told;
    private final StoreRows store;
    private final Executions executed;
    private final Set<String> killedDrivers;
    private final Map<String, StatementRow> statements = new HashMap<>();
    private final List<Violation> violations = new ArrayList<>();

    /** @param killedDrivers the drivers that were killed on purpose: no other may have died */
    private Checker(Evidence told, StoreRows store, Executions executed, Set<String> killedDrivers) {
        this.told = told;
        this.store = store;
        this.executed = executed;
        this.killedDrivers = killedDrivers;
        store.statements().forEach(row -> statements.put(Executions.place(row.sessionId(), row.number()), row));
    }

    static List<Violation> check(
            Evidence told, StoreRows store, List<Execution> executions, Leftovers left, Set<String> killedDrivers) {
        Checker checker = new Checker(told, store, new Executions(executions), killedDrivers);
        told.broken().forEach(what -> checker.violated(Violation.Kind.BROKEN_AT_ONCE, what));
        checker.nothingIsLost();
        checker.nothingIsThereTwice();
        checker.sessionsEndedAsTheyShould();
        store.statements().forEach(checker::isWhatWasExecuted);
        checker.executed.all().forEach(checker::ranOnce);
        checker.nothingIsLeft(left);
        return checker.violations;
    }

    private void violated(Violation.Kind kind, String what) {
        violations.add(new Violation(kind, what));
    }

    private void nothingIsLost() {
        for (SessionTold session : told.sessions()) {
            if (!store.sessions().containsKey(session.sessionId())) {
                violated(Violation.Kind.LOST_SESSION, session.toString());
            }
        }
        for (StatementTold statement : told.statements()) {
            StatementRow row = statements.get(Executions.place(statement.sessionId(), statement.number()));
            if (row == null || !row.code().equals(statement.code())) {
                violated(Violation.Kind.LOST_STATEMENT, statement + ", stored is " + row);
            }
        }
        for (EndTold end : told.ends()) {
            StatementRow row = statements.get(Executions.place(end.sessionId(), end.number()));
            boolean isSame = row != null
                    && row.state().toLowerCase(Locale.ROOT).equals(end.state())
                    && (!row.status().equals("OK")
                            || row.text().strip().equals(end.text().strip()));
            if (!isSame) {
                violated(Violation.Kind.CHANGED_END, end + ", stored is " + row);
            }
        }
    }

    /** Every session and statement was asked for with a key of its own, however often. */
    private void nothingIsThereTwice() {
        Set<String> toldSessions = new HashSet<>();
        told.sessions().forEach(session -> toldSessions.add(session.sessionId()));
        int unanswered = told.createKeys().size() - toldSessions.size();
        long unknown = store.sessions().keySet().stream()
                .filter(id -> !toldSessions.contains(id))
                .count();
        if (unknown > Math.max(0, unanswered)) {
            violated(
                    Violation.Kind.DOUBLE_SESSION,
                    unknown + " sessions are stored that nobody was told of, " + unanswered + " were never answered");
        }
        Set<String> codes = new HashSet<>();
        for (StatementRow row : store.statements()) {
            // The code names the key that it was sent with.
            if (!codes.add(row.sessionId() + row.code())) {
                violated(Violation.Kind.DOUBLE_STATEMENT, row.toString());
            }
        }
    }

    private void sessionsEndedAsTheyShould() {
        for (SessionRow session : store.sessions().values()) {
            if (!session.isFinal()) {
                violated(Violation.Kind.LEAKED_UNITS, session + " holds its part of the queue or waits for it");
            } else if (!session.state().equals("SUCCESS") && !wasKilled(session)) {
                violated(Violation.Kind.UNPROVOKED_END, session.toString());
            }
        }
        for (String driver : store.aliveDrivers()) {
            violated(Violation.Kind.LEAKED_DRIVER, "driver " + driver + " is stored as one that lives");
        }
        for (Refusal refusal : told.refusals()) {
            SessionRow session = store.sessions().get(refusal.sessionId());
            if (session == null || !wasKilled(session)) {
                violated(Violation.Kind.REFUSED, refusal + ", session " + session);
            }
        }
    }

    private boolean wasKilled(SessionRow session) {
        return session.driverId() != null && killedDrivers.contains(session.driverId());
    }

    /** What a row tells of a statement's end is what the driver wrote down of it. */
    private void isWhatWasExecuted(StatementRow row) {
        Executions.Run run = executed.of(row.sessionId(), row.number());
        if (run != null && !run.code().equals(row.code())) {
            violated(Violation.Kind.OTHER_CODE, row + ", executed was " + run);
        }
        switch (row.state()) {
            case "AVAILABLE" -> {
                if (run == null
                        || !run.status().equals("OK")
                        || !run.text().strip().equals(row.text().strip())) {
                    violated(Violation.Kind.WRONG_OUTPUT, row + ", executed was " + run);
                }
            }
            case "ERROR", "CANCELLED" -> {
                // A session that ends or dies takes what its driver has not told yet with it.
                SessionRow session = store.sessions().get(row.sessionId());
                boolean isSame = run != null && run.status().equals(row.status());
                boolean wasCut =
                        session != null && (wasKilled(session) || "DELETED".equals(session.cause()) || run == null);
                if (!isSame && !wasCut) {
                    violated(Violation.Kind.WRONG_END, row + ", executed was " + run);
                }
            }
            default -> violated(Violation.Kind.OPEN_STATEMENT, row.toString());
        }
    }

    private void ranOnce(Executions.Run run) {
        if (run.begun() > 1 || run.ended() > 1) {
            violated(Violation.Kind.RUN_TWICE, run.toString());
        }
        if (run.isOutOfOrder()) {
            violated(Violation.Kind.OUT_OF_ORDER, run.toString());
        }
        if (!statements.containsKey(run.place())) {
            violated(Violation.Kind.LOST_STATEMENT, run + " was executed and is not stored");
        }
    }

    private void nothingIsLeft(Leftovers left) {
        left.processes().forEach(process -> violated(Violation.Kind.LEAKED_PROCESS, process));
        left.files().forEach(file -> violated(Violation.Kind.LEAKED_FILE, file));
        if (store.connections() > 0) {
            violated(Violation.Kind.LEAKED_CONNECTION, store.connections() + " connections to the database are left");
        }
    }
}
