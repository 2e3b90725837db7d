package io.hearth.server.http;

import io.hearth.api.ErrorCode;
import io.hearth.api.StatementState;
import io.hearth.api.channel.StatementOutcome;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.hearth.server.session.Page;
import io.hearth.server.session.RequestKey;
import io.hearth.server.session.Session;
import io.hearth.server.session.Statement;
import io.hearth.server.session.StatementStream;
import io.hearth.server.session.Statements;
import io.hearth.server.session.StreamPosition;
import io.hearth.server.session.Submission;
import io.hearth.server.session.WholeOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Statements without drivers: they wait until a test ends them. */
final class InMemoryStatements implements Statements {

    private final InMemorySessions sessions;
    final List<String> notices = new ArrayList<>();
    /** How many a list has at most. */
    int most = Integer.MAX_VALUE;

    private final List<Statement> statements = new ArrayList<>();

    InMemoryStatements(InMemorySessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public synchronized Statement submit(
            String projectId, String sessionId, Submission submission, List<String> notices, @Nullable RequestKey key) {
        Session session = sessions.find(projectId, sessionId);
        if (!session.state().takesStatements()) {
            throw new GatewayException(
                    ErrorCode.NOT_SUPPORTED,
                    Message.SESSION_TAKES_NO_STATEMENTS,
                    sessionId,
                    session.state(),
                    String.valueOf(session.cause()));
        }
        int number = list(projectId, sessionId, 0, Integer.MAX_VALUE).total();
        Statement statement = new Statement(
                sessionId,
                number,
                submission.kind(),
                submission.code(),
                StatementState.WAITING,
                0,
                null,
                submission.recoverable());
        statements.add(statement);
        this.notices.addAll(notices);
        return statement;
    }

    @Override
    public synchronized Statement find(String projectId, String sessionId, int number) {
        return list(projectId, sessionId, 0, Integer.MAX_VALUE).elements().stream()
                .filter(statement -> statement.number() == number)
                .findFirst()
                .orElseThrow(
                        () -> new GatewayException(ErrorCode.NOT_FOUND, Message.NO_SUCH_STATEMENT, number, sessionId));
    }

    @Override
    public synchronized Page<Statement> list(String projectId, String sessionId, int from, int size) {
        sessions.find(projectId, sessionId);
        List<Statement> matching = statements.stream()
                .filter(statement -> statement.sessionId().equals(sessionId))
                .toList();
        return InMemorySessions.page(matching, from, Math.min(size, most));
    }

    @Override
    public synchronized void cancel(String projectId, String sessionId, int number) {
        if (!find(projectId, sessionId, number).state().isFinal()) {
            end(sessionId, number, StatementOutcome.cancelled("", "it was waiting, after 3 ms"));
        }
    }

    /** Ends a statement as a driver would. */
    synchronized void end(String sessionId, int number, StatementOutcome outcome) {
        StatementState state = switch (outcome.status()) {
            case OK -> StatementState.AVAILABLE;
            case ERROR -> StatementState.ERROR;
            case CANCELLED -> StatementState.CANCELLED;
        };
        statements.replaceAll(statement -> statement.sessionId().equals(sessionId) && statement.number() == number
                ? new Statement(
                        sessionId,
                        number,
                        statement.kind(),
                        statement.code(),
                        state,
                        1,
                        outcome,
                        statement.recoverable())
                : statement);
    }

    @Override
    public WholeOutput output(String projectId, String sessionId, int number) {
        throw new UnsupportedOperationException("nothing is printed here");
    }

    @Override
    public StatementStream stream(
            String projectId, String sessionId, int number, StreamPosition from, Runnable onChange) {
        throw new UnsupportedOperationException("nothing is printed here");
    }

    @Override
    public CompletableFuture<Statement> awaitChange(String projectId, Statement seen, Duration atMost) {
        throw new UnsupportedOperationException("nothing changes here by itself");
    }
}
