package io.hearth.server.store;

import io.hearth.server.session.FinishedStatement;
import io.hearth.server.session.Statement;
import io.hearth.server.session.StatementRows;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * Orders begin with what a question fixes: only then H2 reads no more rows of a session than are asked for. Numbers have no gaps, so that a
 * page begins at one and not behind so many rows, which would all be read.
 */
interface StatementDao extends StatementRows {

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
    @SqlUpdate("""
            update statement set cancel_ordered_at = :now where session_id = :sessionId and number = :number
            """)
    void cancelOrdered(String sessionId, int number, long now);

    @Override
    @SqlQuery("""
            select cancel_ordered_at from statement
            where session_id = :sessionId and number = :number and cancel_ordered_at is not null
            """)
    Optional<Long> cancelOrderedAt(String sessionId, int number);

    @Override
    @SqlQuery("""
            select session.id from session
            join statement on statement.session_id = session.id and statement.state = 'CANCELLING'
            where session.state in ('BUSY', 'RECOVERING') and statement.cancel_ordered_at < :before
            """)
    List<String> cancelsOrderedBefore(long before);

    @Override
    @SqlQuery("""
            select * from statement
            where session_id = :sessionId and number >= :from order by session_id, number limit :size
            """)
    List<Statement> page(String sessionId, int from, int size);

    @Override
    @SqlQuery("""
            select char_length(code) + coalesce(char_length(outcome), 0) from statement
            where session_id = :sessionId and number >= :from order by session_id, number limit :size
            """)
    List<Long> pageLengths(String sessionId, int from, int size);

    @Override
    @SqlQuery("select count(*) from statement where session_id = :sessionId")
    int count(String sessionId);

    @Override
    @SqlQuery("""
            select * from statement where session_id = :sessionId and state = 'WAITING'
            order by session_id, state, number limit 1
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
            select session_id, number, kind, code, state, progress, cast(null as varchar) as outcome, recoverable from
                (select s.*, sum(char_length(code) + 100) over (order by number) as characters from statement s
                where session_id = :sessionId and state = 'AVAILABLE' and (kind = 'SPARK' or recoverable)) as ended
            where characters <= :mostCharacters order by number
            """)
    List<Statement> repeatable(String sessionId, long mostCharacters);

    @Override
    @SqlQuery("""
            select number, kind, state, recoverable from statement
            where session_id = :sessionId and state in ('AVAILABLE', 'ERROR', 'CANCELLED') order by number
            """)
    List<FinishedStatement> finished(String sessionId);

    @Override
    @SqlQuery("""
            select * from statement
            where session_id = :sessionId and state in ('WAITING', 'RUNNING', 'CANCELLING') order by number
            """)
    List<Statement> open(String sessionId);
}
