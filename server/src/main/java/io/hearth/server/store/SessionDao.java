package io.hearth.server.store;

import io.hearth.server.session.Session;
import io.hearth.server.session.SessionRows;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

interface SessionDao extends SessionRows {

    @Override
    @SqlUpdate("""
            insert into session (id, project_id, owner, queue, compute_units, idle_timeout_seconds, plan, state,
                application_id, ui_address, created_at, updated_at, idle_since, driver_id, cause, cause_detail)
            values (:id, :projectId, :owner, :plan.queue, :plan.computeUnits, :plan.idleTimeoutSeconds, :plan, :state,
                :applicationId, :uiAddress, :createdAt, :updatedAt, :idleSince, :driverId, :cause, :causeDetail)
            """)
    void insert(@BindMethods Session session);

    @Override
    @SqlQuery("select * from session where id = :id and project_id = :projectId")
    Optional<Session> find(String projectId, String id);

    @Override
    @SqlQuery("select * from session where id = :id for update")
    Optional<Session> lock(String id);

    @Override
    @SqlQuery("select * from session where id = :id and project_id = :projectId for update")
    Optional<Session> lock(String projectId, String id);

    @Override
    @SqlUpdate("""
            update session set state = :state, application_id = :applicationId, ui_address = :uiAddress,
                updated_at = :updatedAt, idle_since = :idleSince, driver_id = :driverId, cause = :cause,
                cause_detail = :causeDetail
            where id = :id
            """)
    void update(@BindMethods Session session);

    @Override
    @SqlQuery("""
            select * from session
            where project_id = :projectId and (cast(:queue as varchar) is null or queue = :queue)
            order by ordinal desc limit :size offset :from
            """)
    List<Session> page(String projectId, @Nullable String queue, int from, int size);

    @Override
    @SqlQuery("""
            select count(*) from session
            where project_id = :projectId and (cast(:queue as varchar) is null or queue = :queue)
            """)
    int count(String projectId, @Nullable String queue);

    @Override
    @SqlQuery("""
            select count(*) from session
            where project_id = :projectId and state not in ('ERROR', 'DEAD', 'SUCCESS')
            """)
    int countOpen(String projectId);

    @Override
    @SqlQuery("select * from session where state not in ('ERROR', 'DEAD', 'SUCCESS') order by ordinal")
    List<Session> open();

    @Override
    @SqlQuery("select * from session where state = 'NOT_STARTED' order by ordinal")
    List<Session> waiting();

    @Override
    @SqlQuery("select id from session where driver_id = :driverId order by ordinal")
    List<String> heldBy(String driverId);

    @Override
    @SqlQuery("select id from session where state = 'IDLE' and idle_since + idle_timeout_seconds * 1000 <= :now")
    List<String> idleTooLong(long now);

    @Override
    @SqlQuery("""
            select s.id from session s join driver d on d.id = s.driver_id
            where s.state = 'STARTING' and d.launched_at < :launchedBefore
            """)
    List<String> startingSince(long launchedBefore);

    @Override
    default int takeStatementNumber(String id) {
        int number = nextStatement(id);
        advanceStatement(id);
        return number;
    }

    @SqlQuery("select next_statement from session where id = :id")
    int nextStatement(String id);

    @SqlUpdate("update session set next_statement = next_statement + 1 where id = :id")
    void advanceStatement(String id);
}
