package io.hearth.server.store;

import io.hearth.server.session.Statement;
import io.hearth.server.session.StatementRows;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface StatementDao extends StatementRows {

    @Override
    @SqlUpdate("""
            insert into statement (session_id, number, kind, code, state, progress, outcome, created_at, updated_at)
            values (:sessionId, :number, :kind, :code, :state, :progress, :outcome, :createdAt, :createdAt)
            """)
    void insert(@BindMethods Statement statement, long createdAt);

    @Override
    @SqlQuery("select * from statement where session_id = :sessionId and number = :number")
    Optional<Statement> find(String sessionId, int number);

    @Override
    @SqlUpdate("""
            update statement set state = :state, progress = :progress, outcome = :outcome, updated_at = :now
            where session_id = :sessionId and number = :number
            """)
    void update(@BindMethods Statement statement, long now);

    @Override
    @SqlQuery("select * from statement where session_id = :sessionId order by number limit :size offset :from")
    List<Statement> page(String sessionId, int from, int size);

    @Override
    @SqlQuery("""
            select char_length(code) + coalesce(char_length(outcome), 0) from statement
            where session_id = :sessionId order by number limit :size offset :from
            """)
    List<Long> pageLengths(String sessionId, int from, int size);

    @Override
    @SqlQuery("select count(*) from statement where session_id = :sessionId")
    int count(String sessionId);

    @Override
    @SqlQuery("select count(*) from statement where session_id = :sessionId and state = 'WAITING'")
    int countWaiting(String sessionId);

    @Override
    @SqlQuery("""
            select * from statement where session_id = :sessionId and state = 'WAITING' order by number limit 1
            """)
    Optional<Statement> nextWaiting(String sessionId);

    @Override
    @SqlQuery("""
            select * from statement where session_id = :sessionId and state in ('RUNNING', 'CANCELLING')
            order by number limit 1
            """)
    Optional<Statement> inDriver(String sessionId);

    @Override
    @SqlQuery("""
            select * from statement
            where session_id = :sessionId and state in ('WAITING', 'RUNNING', 'CANCELLING') order by number
            """)
    List<Statement> open(String sessionId);
}
