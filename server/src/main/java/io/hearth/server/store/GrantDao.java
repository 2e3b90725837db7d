package io.hearth.server.store;

import io.hearth.server.auth.Grant;
import io.hearth.server.auth.GrantRows;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface GrantDao extends GrantRows {

    @Override
    @SqlQuery("select * from role_grant where user_id = :userId and project_id = :projectId")
    Optional<Grant> find(String userId, String projectId);

    @Override
    @SqlQuery("""
            select g.user_id, g.project_id, g.role from role_grant g join project p on p.id = g.project_id
            where g.user_id = :userId and p.enabled order by g.project_id
            """)
    List<Grant> effective(String userId);

    @Override
    @SqlQuery("select * from role_grant")
    List<Grant> all();

    @Override
    @SqlQuery("select * from role_grant where user_id = :userId order by project_id")
    List<Grant> ofUser(String userId);

    @Override
    @SqlQuery("select * from role_grant where project_id = :projectId order by user_id")
    List<Grant> ofProject(String projectId);

    @Override
    default void put(Grant grant) {
        if (change(grant) == 0) {
            insert(grant);
        }
    }

    @SqlUpdate("update role_grant set role = :role where user_id = :userId and project_id = :projectId")
    int change(@BindMethods Grant grant);

    @SqlUpdate("insert into role_grant (user_id, project_id, role) values (:userId, :projectId, :role)")
    void insert(@BindMethods Grant grant);

    @Override
    @SqlUpdate("delete from role_grant where user_id = :userId and project_id = :projectId")
    boolean remove(String userId, String projectId);

    @Override
    @SqlUpdate("delete from role_grant where user_id = :userId")
    void removeOfUser(String userId);

    @Override
    @SqlUpdate("delete from role_grant where project_id = :projectId")
    void removeOfProject(String projectId);
}
