package io.hearth.server.store;

import io.hearth.server.session.Session;
import io.hearth.server.session.Statement;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** What waiting clients ask again and again. Apart from the other queries, because attaching costs by the method. */
interface PollDao {

    @SqlQuery("select * from session where id = :id and project_id = :projectId")
    Optional<Session> session(String projectId, String id);

    @SqlQuery("""
            select st.* from statement st join session s on s.id = st.session_id
            where st.session_id = :sessionId and st.number = :number and s.project_id = :projectId
            """)
    Optional<Statement> statement(String projectId, String sessionId, int number);
}
