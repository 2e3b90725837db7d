package io.hearth.bench.toy;

import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.DriverFrame.HeldSession;
import io.hearth.api.channel.GatewayFrame;
import io.hearth.api.channel.StatementOutcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The session of a toy driver: runs its statements one after the other on a thread of its own. Thread-safe. */
final class ToySession {

    private static final String CANCELLED = "stopped by the toy driver";

    private final String sessionId;
    private final ExecutionJournal journal;
    private final Consumer<DriverFrame> reports;
    private final Thread thread = new Thread(this::live, "toy-session");

    // Guarded by this.
    private final Deque<GatewayFrame.RunStatement> queue = new ArrayDeque<>();
    private final Set<Integer> cancelled = new HashSet<>();
    private int lastStatement = -1;
    private int running = -1;

    /** @param reports takes what the gateways are to know; it must not block */
    ToySession(String sessionId, ExecutionJournal journal, Consumer<DriverFrame> reports) {
        this.sessionId = sessionId;
        this.journal = journal;
        this.reports = reports;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    synchronized HeldSession held() {
        return new HeldSession(sessionId, lastStatement);
    }

    /** Accepts a statement, once. */
    synchronized void run(GatewayFrame.RunStatement order) {
        if (order.statement() > lastStatement) {
            lastStatement = order.statement();
            queue.add(order);
            notifyAll();
        }
    }

    /** Stops a statement that waits, runs or has yet to come; one that is over stays as it is. */
    synchronized void cancel(int statement) {
        if (statement == running) {
            thread.interrupt();
        } else if (statement > lastStatement || queue.stream().anyMatch(order -> order.statement() == statement)) {
            cancelled.add(statement);
        }
    }

    private void live() {
        reports.accept(new DriverFrame.SessionReady(sessionId));
        while (true) {
            try {
                runNext();
            } catch (InterruptedException e) {
                // Of a statement that was over by then.
            }
        }
    }

    private void runNext() throws InterruptedException {
        GatewayFrame.RunStatement order;
        synchronized (this) {
            while (queue.isEmpty()) {
                wait();
            }
            order = queue.remove();
            if (cancelled.remove(order.statement())) {
                report(order, StatementOutcome.cancelled("", CANCELLED));
                return;
            }
            running = order.statement();
        }
        journal.begun(sessionId, order.statement(), order.code());
        StatementOutcome outcome = execute(order.code());
        synchronized (this) {
            running = -1;
            Thread.interrupted();
        }
        journal.ended(sessionId, order.statement(), outcome);
        report(order, outcome);
    }

    private static StatementOutcome execute(String code) {
        try {
            return StatementOutcome.ok(new ToyStatement(code).run());
        } catch (InterruptedException e) {
            return StatementOutcome.cancelled("", CANCELLED);
        } catch (ToyStatement.Failed e) {
            return StatementOutcome.error("", e.getClass().getName(), String.valueOf(e.getMessage()), List.of());
        }
    }

    private void report(GatewayFrame.RunStatement order, StatementOutcome outcome) {
        reports.accept(new DriverFrame.StatementEnded(sessionId, order.statement(), outcome));
    }
}
