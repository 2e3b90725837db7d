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
    @SqlQuery("select * from queue order by project_id, name")
    List<Queue> all();

    @Override
    @SqlUpdate("insert into queue (project_id, name, compute_units) values (:projectId, :name, :computeUnits)")
    void insert(@BindMethods Queue queue);

    @Override
    @SqlUpdate("update queue set compute_units = :computeUnits where project_id = :projectId and name = :name")
    void resize(@BindMethods Queue queue);

    @Override
    @SqlQuery("""
            select coalesce(sum(s.compute_units), 0)
            from session s join driver d on d.id = s.driver_id
            where d.ended_at = 0 and s.project_id = :projectId and s.queue = :name
            """)
    long computeUnitsTaken(String projectId, String name);

    @Override
    @SqlQuery("select coalesce(sum(memory_bytes), 0) from driver where ended_at = 0")
    long memoryTaken();
}
