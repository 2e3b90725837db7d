package io.hearth.server.store;

import io.hearth.server.session.Queue;
import io.hearth.server.session.QueueRows;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface QueueDao extends QueueRows {

    @Override
    default void lockAdmission() {
        lockAdmissionRow();
    }

    @SqlQuery("select id from admission where id = 1 for update")
    int lockAdmissionRow();

    @Override
    @SqlQuery("select * from queue where project_id = :projectId and name = :name")
    Optional<Queue> find(String projectId, String name);

    @Override
    @SqlQuery("select * from queue where project_id = :projectId order by name")
    List<Queue> list(String projectId);

    @Override
    @SqlQuery("select count(*) from queue where project_id = :projectId")
    int count(String projectId);

    @Override
    default void insert(Queue queue) {
        insert(queue, Columns.toJson(queue.labels()), Columns.toJson(queue.tags()));
    }

    @SqlUpdate("""
            insert into queue (project_id, name, compute_units, owner, description, backend, type, resource_mode,
                charging_mode, platform, feature, enterprise_project_id, labels, tags, resource_id, created_at, state)
            values (:projectId, :name, :computeUnits, :owner, :description, :backend, :type, :resourceMode,
                :chargingMode, :platform, :feature, :enterpriseProjectId, :labelsJson, :tagsJson, :resourceId, :createdAt,
                :state)
            """)
    void insert(@BindMethods Queue queue, String labelsJson, String tagsJson);

    @Override
    @SqlUpdate("""
            update queue set compute_units = :computeUnits,
                resource_id = case when resource_id = '' then :resourceId else resource_id end,
                created_at = case when created_at = 0 then :createdAt else created_at end
            where project_id = :projectId and name = :name
            """)
    void resize(@BindMethods Queue queue);

    @Override
    @SqlUpdate("delete from queue where project_id = :projectId and name = :name")
    void delete(String projectId, String name);

    @Override
    @SqlQuery("""
            select count(*) from session
            where project_id = :projectId and queue = :name
                and state in ('NOT_STARTED', 'STARTING', 'IDLE', 'BUSY', 'RECOVERING')
            """)
    int countLiving(String projectId, String name);

    /** Asks for the queue in no condition: it would be found by that, with all the sessions it ever had. */
    @Override
    @SqlQuery("""
            select coalesce(sum(case when s.project_id = :projectId and s.queue = :name then s.compute_units else 0 end), 0)
            from driver d join session s on s.driver_id = d.id
            where d.ended_at = 0
            """)
    long computeUnitsTaken(String projectId, String name);

    @Override
    @SqlQuery("""
            select coalesce(sum(memory_bytes), 0) from driver
            where ended_at = 0 and (pool_state is null or pool_state = 'TAKEN') and (machine = :machine or machine is null)
            """)
    long memoryTaken(String machine);

    @Override
    @SqlQuery("""
            select count(*) from driver d join session s on s.driver_id = d.id
            where d.ended_at = 0 and d.pool_state is null and (d.machine = :machine or d.machine is null)
                and d.launched_at > :after and s.state = 'STARTING'
            """)
    int startingSince(String machine, long after);
}
