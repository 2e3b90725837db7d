package io.hearth.server.session;

import io.hearth.api.ErrorCode;
import io.hearth.api.StatementKind;
import io.hearth.api.StatementState;
import io.hearth.api.channel.GatewayFrame;
import io.hearth.api.channel.StatementOutcome;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.hearth.server.session.SessionStore.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The statements, for callers. */
final class StatementDesk implements Statements {

    /** A page is held in memory as a whole, several times over while it is encoded. */
    private static final long MAX_PAGE_CHARACTERS = 4 << 20;

    private final SessionStore store;
    private final Dispatcher dispatcher;
    private final ProgressBoard progress;
    private final Waiting waiting;
    private final Streams streams;
    private final WholeOutputs outputs;
    private final SessionLimits limits;
    private final RequestKeys keys;
    private final TimeLine timeLine;

    StatementDesk(
            SessionStore store,
            Dispatcher dispatcher,
            ProgressBoard progress,
            Waiting waiting,
            Streams streams,
            LongOutputs outputs,
            SessionLimits limits,
            RequestKeys keys,
            TimeLine timeLine) {
        this.store = store;
        this.dispatcher = dispatcher;
        this.progress = progress;
        this.waiting = waiting;
        this.streams = streams;
        this.outputs = new WholeOutputs(outputs);
        this.limits = limits;
        this.keys = keys;
        this.timeLine = timeLine;
    }

    @Override
    public Statement submit(
            String projectId,
            String sessionId,
            StatementKind kind,
            String code,
            List<String> notices,
            @Nullable RequestKey key) {
        return store.inTransaction(transaction -> {
            Session session = SessionRegistry.requireLocked(transaction, projectId, sessionId);
            // First of all: what would be refused by now was not when it came the first time.
            return keys.statement(transaction, session, key).map(progress::onto).orElseGet(() -> {
                Statement made = submit(transaction, session, kind, code, notices);
                keys.keep(transaction, key, session, made);
                return made;
            });
        });
    }

    private Statement submit(
            Transaction transaction, Session session, StatementKind kind, String code, List<String> notices) {
        requireTakesStatements(session);
        requireFewerThanLimit(transaction, session.id());
        int number = transaction.sessions().takeStatementNumber(session.id());
        Statement waiting = new Statement(session.id(), number, kind, code, StatementState.WAITING, 0, null);
        transaction.statements().insert(waiting, timeLine.now());
        notices.forEach(
                line -> timeLine.note(transaction, session.id(), "notice", "statement " + number + ": " + line));
        dispatcher.offer(transaction, session);
        return waiting;
    }

    private static void requireTakesStatements(Session session) {
        if (!session.state().takesStatements()) {
            throw new GatewayException(
                    ErrorCode.NOT_SUPPORTED,
                    Message.SESSION_TAKES_NO_STATEMENTS,
                    session.id(),
                    session.state().wireName(),
                    String.valueOf(session.cause()));
        }
    }

    private void requireFewerThanLimit(Transaction transaction, String sessionId) {
        int waiting = transaction.statements().countWaiting(sessionId);
        if (waiting >= limits.waitingStatements()) {
            throw new GatewayException(
                    ErrorCode.LIMIT_REACHED,
                    Message.TOO_MANY_WAITING_STATEMENTS,
                    sessionId,
                    waiting,
                    limits.waitingStatements());
        }
    }

    @Override
    public Statement find(String projectId, String sessionId, int number) {
        return store.statement(projectId, sessionId, number)
                .map(progress::onto)
                .orElseGet(() -> store.inTransaction(transaction -> {
                    SessionRegistry.require(transaction, projectId, sessionId);
                    return require(transaction, sessionId, number);
                }));
    }

    @Override
    public CompletableFuture<Statement> awaitChange(String projectId, Statement seen, Duration atMost) {
        return waiting.until(
                seen.sessionId(),
                () -> find(projectId, seen.sessionId(), seen.number()),
                now -> now.state() != seen.state(),
                atMost);
    }

    @Override
    public StatementStream stream(
            String projectId, String sessionId, int number, StreamPosition from, Runnable onChange) {
        find(projectId, sessionId, number);
        StatementStream stream =
                streams.open(sessionId, number, () -> find(projectId, sessionId, number), from, onChange);
        // One that is given to its driver from now on is asked about by the dispatcher.
        if (find(projectId, sessionId, number).state().isInDriver()) {
            store.session(projectId, sessionId)
                    .map(Session::driverId)
                    .ifPresent(driverId -> streams.ask(driverId, sessionId, number));
        }
        return stream;
    }

    @Override
    public WholeOutput output(String projectId, String sessionId, int number) {
        Statement statement = find(projectId, sessionId, number);
        Session session = store.session(projectId, sessionId)
                .orElseThrow(
                        () -> new GatewayException(ErrorCode.NOT_FOUND, Message.NO_SUCH_SESSION, sessionId, projectId));
        return outputs.of(statement, session.state());
    }

    private static Statement require(Transaction transaction, String sessionId, int number) {
        return transaction
                .statements()
                .find(sessionId, number)
                .orElseThrow(
                        () -> new GatewayException(ErrorCode.NOT_FOUND, Message.NO_SUCH_STATEMENT, number, sessionId));
    }

    @Override
    public Page<Statement> list(String projectId, String sessionId, int from, int size) {
        return store.inTransaction(transaction -> {
            SessionRegistry.require(transaction, projectId, sessionId);
            return new Page<>(
                    from,
                    transaction.statements().count(sessionId),
                    transaction.statements().page(sessionId, from, fitting(transaction, sessionId, from, size)).stream()
                            .map(progress::onto)
                            .toList());
        });
    }

    /** How many statements make a page: as many as were asked for, but not more than fits, and at least one. */
    private static int fitting(Transaction transaction, String sessionId, int from, int size) {
        int fitting = 0;
        long characters = 0;
        for (long length : transaction.statements().pageLengths(sessionId, from, size)) {
            characters += length;
            if (fitting > 0 && characters > MAX_PAGE_CHARACTERS) {
                break;
            }
            fitting++;
        }
        return fitting;
    }

    @Override
    public void cancel(String projectId, String sessionId, int number) {
        store.run(transaction -> {
            Session session = SessionRegistry.requireLocked(transaction, projectId, sessionId);
            Statement statement = require(transaction, sessionId, number);
            switch (statement.state()) {
                case WAITING -> cancelWaiting(transaction, statement);
                case RUNNING -> {
                    transaction.save(statement.movedTo(StatementState.CANCELLING), timeLine.now());
                    orderCancel(transaction, session, statement);
                }
                case CANCELLING -> orderCancel(transaction, session, statement);
                case AVAILABLE, ERROR, CANCELLED -> {
                    // what is over stays as it is
                }
            }
        });
    }

    private void cancelWaiting(Transaction transaction, Statement statement) {
        StatementOutcome outcome = StatementOutcome.cancelled("", "it was cancelled before it ran, after 0.0 s");
        transaction.save(statement.endedAs(StatementState.CANCELLED, outcome), timeLine.now());
    }

    private void orderCancel(Transaction transaction, Session session, Statement statement) {
        GatewayFrame order = new GatewayFrame.CancelStatement(session.id(), statement.number());
        transaction.afterCommit(() -> dispatcher.linkOf(session).ifPresent(link -> link.send(order)));
    }
}
