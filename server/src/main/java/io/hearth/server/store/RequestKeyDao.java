package io.hearth.server.store;

import io.hearth.server.session.KeptRequest;
import io.hearth.server.session.RequestKeyRows;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface RequestKeyDao extends RequestKeyRows {

    @Override
    @SqlQuery("select * from request_key where place = :place")
    Optional<KeptRequest> find(String place);

    @Override
    @SqlUpdate("""
            insert into request_key (place, body_hash, session_id, statement, kept_until)
            values (:place, :bodyHash, :sessionId, :statement, :keptUntil)
            """)
    void insert(@BindMethods KeptRequest request);

    @Override
    @SqlUpdate("delete from request_key where place = :place")
    void remove(String place);
}
