package io.hearth.server.store;

import io.hearth.api.SessionState;
import io.hearth.server.auth.HeldToken;
import io.hearth.server.auth.Role;
import io.hearth.server.session.Driver;
import io.hearth.server.session.Session;
import io.hearth.server.session.SessionEvent;
import io.hearth.server.session.SessionLogs.Stream;
import io.hearth.server.session.SessionPlan;
import io.hearth.server.session.Statement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

/** What callers and drivers ask all the time. */
final class DirectQueries {

    /** By hash and the time it is, milliseconds since the epoch. */
    static final DirectQuery<HeldToken> TOKEN = new DirectQuery<>("""
            select t.user_id, u.name, u.system_admin, t.project_id, p.name, p.created_at, g.role, t.issued_at, t.expires_at
            from token t
            join gateway_user u on u.id = t.user_id and u.enabled
            join project p on p.id = t.project_id and p.enabled
            left join role_grant g on g.user_id = t.user_id and g.project_id = t.project_id
            where t.hash = ? and t.expires_at > ? and (u.system_admin or g.role is not null)
            """, DirectQueries::token);

    /** By session, number and project. */
    static final DirectQuery<Statement> STATEMENT = new DirectQuery<>("""
            select st.* from statement st join session s on s.id = st.session_id
            where st.session_id = ? and st.number = ? and s.project_id = ?
            """, Columns::statement);

    /** By id. */
    static final DirectQuery<Driver> DRIVER = new DirectQuery<>("select * from driver where id = ?", Columns::driver);

    /** The newest lines of a stream. */
    record NewestLines(Stream stream, List<String> lines) {}

    private static final String SESSION = """
            select id, ordinal, project_id, owner, plan, state, application_id, ui_address, created_at, updated_at, idle_since,
                driver_id, cause, cause_detail, exact_cause
            from session where id = ? and project_id = ?
            """;
    private static final String LOCKED_SESSION = SESSION + "for update";

    private DirectQueries() {}

    /** By id and project. */
    static DirectQuery<Session> session(Known<SessionPlan> plans) {
        return new DirectQuery<>(SESSION, row -> session(row, plans));
    }

    /** By id and project; held against every other transaction until this one ends. */
    static DirectQuery<Session> lockedSession(Known<SessionPlan> plans) {
        return new DirectQuery<>(LOCKED_SESSION, row -> session(row, plans));
    }

    private static Session session(ResultSet row, Known<SessionPlan> plans) throws SQLException {
        String id = row.getString(1);
        return new Session(
                id,
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                plans.of(id, row.getString(5)),
                SessionState.valueOf(row.getString(6)),
                row.getString(7),
                row.getString(8),
                row.getLong(9),
                row.getLong(10),
                row.getLong(11),
                row.getString(12),
                StoredCause.read(row.getString(13), row.getString(15)),
                row.getString(14));
    }

    /** By session. */
    static DirectQuery<NewestLines> newestLines(Known<List<String>> known) {
        return new DirectQuery<>("select session_id, stream, newest from log_stream where session_id = ?", row -> {
            String stream = row.getString(2);
            return new NewestLines(Stream.valueOf(stream), known.of(row.getString(1) + "/" + stream, row.getString(3)));
        });
    }

    /** By session, as many names as there are, and how many rows at most: newest first. */
    static DirectQuery<SessionEvent> newestEvents(int names) {
        return new DirectQuery<>(
                """
                select at, name, detail from session_event where session_id = ? and name in (%s)
                order by session_id desc, position desc limit ?
                """.formatted(String.join(", ", Collections.nCopies(names, "?"))), DirectQueries::event);
    }

    private static SessionEvent event(ResultSet row) throws SQLException {
        return new SessionEvent(row.getLong(1), row.getString(2), row.getString(3));
    }

    private static HeldToken token(ResultSet row) throws SQLException {
        String role = row.getString(7);
        return new HeldToken(
                row.getString(1),
                row.getString(2),
                row.getBoolean(3),
                row.getString(4),
                row.getString(5),
                row.getLong(6),
                role == null ? null : Role.valueOf(role),
                row.getLong(8),
                row.getLong(9));
    }
}
