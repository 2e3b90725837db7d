package io.hearth.server.store;

import io.hearth.server.session.EventRows;
import io.hearth.server.session.SessionEvent;
import java.util.List;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface EventDao extends EventRows {

    @Override
    @SqlUpdate("insert into session_event (session_id, at, name, detail) values (:sessionId, :at, :name, :detail)")
    void append(String sessionId, @BindMethods SessionEvent event);

    @Override
    @SqlQuery("select at, name, detail from session_event where session_id = :sessionId order by session_id, position")
    List<SessionEvent> of(String sessionId);
}
