package io.hearth.server.store;

import io.hearth.server.session.Session;
import io.hearth.server.session.SessionRows;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.KeyColumn;
import org.jdbi.v3.sqlobject.config.ValueColumn;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

interface SessionDao extends SessionRows {

    @Override
    default void insert(Session session) {
        insert(session, StoredCause.broad(session.cause()), StoredCause.exact(session.cause()));
    }

    @SqlUpdate("""
            insert into session (id, project_id, owner, queue, compute_units, priority, idle_timeout_seconds, plan, state,
                is_open, application_id, ui_address, created_at, updated_at, idle_since, driver_id, cause, exact_cause,
                cause_detail)
            values (:id, :projectId, :owner, :plan.queue, :plan.computeUnits, :plan.priority, :plan.idleTimeoutSeconds,
                :plan, :state, :isOpen, :applicationId, :uiAddress, :createdAt, :updatedAt, :idleSince, :driverId,
                :broadCause, :exactCause, :causeDetail)
            """)
    void insert(@BindMethods Session session, @Nullable String broadCause, @Nullable String exactCause);

    @Override
    @SqlQuery("select * from session where id = :id and project_id = :projectId")
    Optional<Session> find(String projectId, String id);

    @Override
    @SqlQuery("select * from session where id = :id")
    Optional<Session> find(String id);

    @Override
    @SqlQuery("select * from session where id = :id for update")
    Optional<Session> lock(String id);

    @Override
    @SqlQuery("select * from session where id = :id and project_id = :projectId for update")
    Optional<Session> lock(String projectId, String id);

    @Override
    default void update(Session session) {
        update(session, StoredCause.broad(session.cause()), StoredCause.exact(session.cause()));
    }

    @SqlUpdate("""
            update session set state = :state, is_open = :isOpen, application_id = :applicationId, ui_address = :uiAddress,
                updated_at = :updatedAt, idle_since = :idleSince, driver_id = :driverId, cause = :broadCause,
                exact_cause = :exactCause, cause_detail = :causeDetail
            where id = :id
            """)
    void update(@BindMethods Session session, @Nullable String broadCause, @Nullable String exactCause);

    @Override
    @SqlQuery("select * from session order by ordinal desc limit :most")
    List<Session> newest(int most);

    @Override
    @SqlQuery("select count(*) from session where state in ('STARTING', 'BUSY')")
    int countActive();

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
    @SqlQuery("select count(*) from session where project_id = :projectId and is_open = true")
    int countOpen(String projectId);

    @Override
    @SqlQuery("""
            select count(*) from session where project_id = :projectId and is_open = true and owner = :owner
            """)
    int countOpen(String projectId, String owner);

    @Override
    @SqlQuery("select * from session where is_open = true order by ordinal")
    List<Session> open();

    @Override
    @SqlQuery("""
            select * from session where project_id = :projectId and queue = :queue and state = 'NOT_STARTED'
            order by project_id, queue, state, priority desc, ordinal limit 1
            """)
    Optional<Session> firstWaiting(String projectId, String queue);

    @Override
    @SqlQuery("""
            select s.* from queue q join session s on s.id =
                (select w.id from session w
                where w.project_id = q.project_id and w.queue = q.name and w.state = 'NOT_STARTED'
                order by w.project_id, w.queue, w.state, w.priority desc, w.ordinal limit 1)
            order by s.ordinal
            """)
    List<Session> firstWaitingOfEachQueue();

    @Override
    default int placeInLine(Session session) {
        // a session that was just created does not know its ordinal
        return ordinal(session.id())
                .map(ordinal -> countUpTo(
                        session.projectId(),
                        session.plan().queue(),
                        session.plan().priority(),
                        ordinal))
                .orElse(0);
    }

    @SqlQuery("""
            select
                (select count(*) from session
                where project_id = :projectId and queue = :queue and state = 'NOT_STARTED' and priority > :priority)
                +
                (select count(*) from session
                where project_id = :projectId and queue = :queue and state = 'NOT_STARTED' and priority = :priority
                    and ordinal <= :ordinal)
            """)
    int countUpTo(String projectId, String queue, int priority, long ordinal);

    @SqlQuery("select ordinal from session where id = :id")
    Optional<Long> ordinal(String id);

    @Override
    @SqlQuery("""
            select id, row_number() over (partition by queue order by priority desc, ordinal) as place
            from session where project_id = :projectId and queue in (<queues>) and state = 'NOT_STARTED'
            """)
    @KeyColumn("id")
    @ValueColumn("place")
    Map<String, Integer> placesInLine(String projectId, @BindList Collection<String> queues);

    @Override
    @SqlQuery("select id from session where driver_id = :driverId order by ordinal")
    List<String> heldBy(String driverId);

    @Override
    @SqlQuery("select id from session where state = 'IDLE' and idle_since + idle_timeout_seconds * 1000 <= :now")
    List<String> idleTooLong(long now);

    @Override
    @SqlQuery("""
            select s.id from session s join driver d on d.id = s.driver_id
            where (s.state = 'STARTING' or s.state = 'RECOVERING' and s.application_id is null)
                and case when d.pool_state = 'TAKEN' then d.pool_since else d.launched_at end < :before
            """)
    List<String> startingSince(long before);

    @Override
    @SqlUpdate("update log_stream set source_position = 0 where session_id = :id")
    void logBeginsAnew(String id);
}
