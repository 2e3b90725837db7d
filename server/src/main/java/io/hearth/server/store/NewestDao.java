package io.hearth.server.store;

import io.hearth.server.session.SessionEvent;
import io.hearth.server.session.SessionLogs.Stream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** What every answer with a session shows of its log. Apart from the other queries, because attaching costs by the method. */
interface NewestDao {

    @SqlQuery("select newest from log_stream where session_id = :sessionId and stream = :stream")
    Optional<String> lines(String sessionId, Stream stream);

    /** Newest first. */
    @SqlQuery("""
            select at, name, detail from session_event where session_id = :sessionId and name in (<names>)
            order by session_id desc, position desc limit :most
            """)
    List<SessionEvent> events(String sessionId, @BindList Collection<String> names, int most);
}
