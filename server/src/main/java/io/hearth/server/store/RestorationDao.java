package io.hearth.server.store;

import io.hearth.server.session.Restoration;
import io.hearth.server.session.RestorationRows;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface RestorationDao extends RestorationRows {

    @Override
    @SqlQuery("select content from restoration where session_id = :sessionId")
    Optional<Restoration> find(String sessionId);

    @Override
    default void save(String sessionId, Restoration restoration) {
        if (update(sessionId, restoration) == 0) {
            insert(sessionId, restoration);
        }
    }

    @SqlUpdate("update restoration set content = :restoration where session_id = :sessionId")
    int update(String sessionId, Restoration restoration);

    @SqlUpdate("insert into restoration (session_id, content) values (:sessionId, :restoration)")
    void insert(String sessionId, Restoration restoration);
}
