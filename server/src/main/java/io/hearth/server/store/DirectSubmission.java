package io.hearth.server.store;

import io.hearth.server.session.Session;
import io.hearth.server.session.SessionPlan;
import io.hearth.server.session.Statement;
import io.hearth.server.session.SubmissionRows;
import java.sql.Connection;
import java.util.Optional;

/** Asks past JDBI, as {@link DirectQuery}. */
final class DirectSubmission implements SubmissionRows {

    private static final DirectQuery<Line> LINE = new DirectQuery<>("""
            select next_statement, (select count(*) from statement where session_id = s.id and state = 'WAITING')
            from session s where s.id = ?
            """, row -> new Line(row.getInt(1), row.getInt(2)));

    private static final DirectUpdate INSERT = new DirectUpdate("""
            insert into statement (session_id, number, kind, code, state, progress, recoverable, created_at, updated_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """);

    private static final DirectUpdate ADVANCE = new DirectUpdate("""
            update session set next_statement = next_statement + 1, state = ?, updated_at = ?, idle_since = ? where id = ?
            """);

    private final Connection connection;
    private final DirectQuery<Session> lock;

    DirectSubmission(Connection connection, Known<SessionPlan> plans) {
        this.connection = connection;
        this.lock = DirectQueries.lockedSession(plans);
    }

    @Override
    public Optional<Session> lock(String projectId, String sessionId) {
        return lock.all(connection, sessionId, projectId).stream().findFirst();
    }

    @Override
    public Line line(String sessionId) {
        return LINE.all(connection, sessionId).get(0);
    }

    @Override
    public void insert(Statement statement, long now) {
        INSERT.run(
                connection,
                statement.sessionId(),
                statement.number(),
                statement.kind().name(),
                statement.code(),
                statement.state().name(),
                statement.progress(),
                statement.recoverable(),
                now,
                now);
    }

    @Override
    public void advance(Session session) {
        ADVANCE.run(connection, session.state().name(), session.updatedAt(), session.idleSince(), session.id());
    }
}
