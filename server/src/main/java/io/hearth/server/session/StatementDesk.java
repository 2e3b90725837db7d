package io.hearth.server.session;

import io.hearth.api.CancelRung;
import io.hearth.api.ErrorCode;
import io.hearth.api.StatementState;
import io.hearth.api.channel.StatementOutcome;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.hearth.server.session.SessionStore.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The statements, for callers. */
final class StatementDesk implements Statements {

    /** A page is held in memory as a whole, several times over while it is encoded. */
    private static final long MAX_PAGE_CHARACTERS = 4 << 20;

    /** To know how long a statement is the database reads it, so that no more are asked than are read anyway of long ones. */
    private static final int MOST_IN_PART = 8;

    private final SessionStore store;
    private final Dispatcher dispatcher;
    private final Orders orders;
    private final ProgressBoard progress;
    private final Waiting waiting;
    private final Streams streams;
    private final RemoteFeeds feeds;
    private final Executor executor;
    private final WholeOutputs outputs;
    private final SessionLimits limits;
    private final RequestKeys keys;
    private final TimeLine timeLine;

    StatementDesk(
            SessionStore store,
            Dispatcher dispatcher,
            Orders orders,
            ProgressBoard progress,
            Waiting waiting,
            Streams streams,
            RemoteFeeds feeds,
            Executor executor,
            LongOutputs outputs,
            SessionLimits limits,
            RequestKeys keys,
            TimeLine timeLine) {
        this.store = store;
        this.dispatcher = dispatcher;
        this.orders = orders;
        this.progress = progress;
        this.waiting = waiting;
        this.streams = streams;
        this.feeds = feeds;
        this.executor = executor;
        this.outputs = new WholeOutputs(outputs);
        this.limits = limits;
        this.keys = keys;
        this.timeLine = timeLine;
    }

    @Override
    public Statement submit(
            String projectId, String sessionId, Submission submission, List<String> notices, @Nullable RequestKey key) {
        return store.inTransaction(transaction -> {
            Session session = transaction
                    .submissions()
                    .lock(projectId, sessionId)
                    .orElseThrow(() -> SessionRegistry.unknown(projectId, sessionId));
            // First of all: what would be refused by now was not when it came the first time.
            return keys.statement(transaction, session, key).map(progress::onto).orElseGet(() -> {
                Statement made = submit(transaction, session, submission, notices);
                keys.keep(transaction, key, session, made);
                return made;
            });
        });
    }

    private Statement submit(Transaction transaction, Session session, Submission submission, List<String> notices) {
        requireTakesStatements(session);
        SubmissionRows.Line line = transaction.submissions().line(session.id());
        requireFewerThanLimit(session.id(), line.waiting());
        int number = line.number();
        Statement waiting = Statement.waiting(session.id(), number, submission);
        if (line.waiting() == 0 && dispatcher.isFree(session)) {
            dispatcher.giveNew(transaction, session, waiting);
        } else {
            transaction.submissions().insert(waiting, timeLine.now());
            transaction.submissions().advance(session);
            dispatcher.offer(transaction, session);
        }
        notices.forEach(
                notice -> timeLine.note(transaction, session.id(), "notice", "statement " + number + ": " + notice));
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

    private void requireFewerThanLimit(String sessionId, int waiting) {
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
        store.run(transaction -> SessionRegistry.require(transaction, projectId, sessionId));
        StatementStream stream =
                streams.open(sessionId, number, () -> find(projectId, sessionId, number), from, onChange);
        // One that is given to its driver from now on is asked about by the dispatcher.
        if (stream.isInDriver()) {
            store.session(projectId, sessionId)
                    .map(Session::driverId)
                    .ifPresent(driverId -> streams.ask(driverId, sessionId, number));
            executor.execute(feeds::look);
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

    /** How many statements make a part of a page: not more than were asked for or fit, and at least one. */
    private static int fitting(Transaction transaction, String sessionId, int from, int size) {
        int fitting = 0;
        long characters = 0;
        for (long length : transaction.statements().pageLengths(sessionId, from, Math.min(size, MOST_IN_PART))) {
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
                    transaction.statements().cancelOrdered(sessionId, number, timeLine.now());
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
        StatementOutcome outcome = StatementOutcome.cancelled("", CancelRung.WAITING.describe(0));
        transaction.save(statement.endedAs(StatementState.CANCELLED, outcome), timeLine.now());
    }

    private void orderCancel(Transaction transaction, Session session, Statement statement) {
        String driverId = session.driverId();
        if (driverId != null) {
            orders.cancel(transaction, driverId, statement);
        }
    }
}
