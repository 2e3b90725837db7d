package io.hearth.server.store;

import io.hearth.server.auth.HeldToken;
import io.hearth.server.auth.Role;
import io.hearth.server.session.Driver;
import io.hearth.server.session.Session;
import io.hearth.server.session.SessionEvent;
import io.hearth.server.session.Statement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;

/** What callers and drivers ask all the time. */
final class DirectQueries {

    /** By hash and the time it is, milliseconds since the epoch. */
    static final DirectQuery<HeldToken> TOKEN = new DirectQuery<>("""
            select t.user_id, u.name as user_name, u.system_admin, t.project_id, p.name as project_name,
                p.created_at as project_created_at, g.role, t.issued_at, t.expires_at
            from token t
            join gateway_user u on u.id = t.user_id and u.enabled
            join project p on p.id = t.project_id and p.enabled
            left join role_grant g on g.user_id = t.user_id and g.project_id = t.project_id
            where t.hash = ? and t.expires_at > ? and (u.system_admin or g.role is not null)
            """, DirectQueries::token);

    /** By id and project. */
    static final DirectQuery<Session> SESSION =
            new DirectQuery<>("select * from session where id = ? and project_id = ?", Columns::session);

    /** By session, number and project. */
    static final DirectQuery<Statement> STATEMENT = new DirectQuery<>("""
            select st.* from statement st join session s on s.id = st.session_id
            where st.session_id = ? and st.number = ? and s.project_id = ?
            """, Columns::statement);

    /** By id. */
    static final DirectQuery<Driver> DRIVER = new DirectQuery<>("select * from driver where id = ?", Columns::driver);

    /** By session and stream: the newest lines as JSON. */
    static final DirectQuery<String> NEWEST_LINES = new DirectQuery<>(
            "select newest from log_stream where session_id = ? and stream = ?", row -> row.getString("newest"));

    private DirectQueries() {}

    /** By session, as many names as there are, and how many rows at most: newest first. */
    static DirectQuery<SessionEvent> newestEvents(int names) {
        return new DirectQuery<>(
                """
                select at, name, detail from session_event where session_id = ? and name in (%s)
                order by session_id desc, position desc limit ?
                """.formatted(String.join(", ", Collections.nCopies(names, "?"))), DirectQueries::event);
    }

    private static SessionEvent event(ResultSet row) throws SQLException {
        return new SessionEvent(row.getLong("at"), row.getString("name"), row.getString("detail"));
    }

    private static HeldToken token(ResultSet row) throws SQLException {
        String role = row.getString("role");
        return new HeldToken(
                row.getString("user_id"),
                row.getString("user_name"),
                row.getBoolean("system_admin"),
                row.getString("project_id"),
                row.getString("project_name"),
                row.getLong("project_created_at"),
                role == null ? null : Role.valueOf(role),
                row.getLong("issued_at"),
                row.getLong("expires_at"));
    }
}
