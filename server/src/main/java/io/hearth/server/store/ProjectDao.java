package io.hearth.server.store;

import io.hearth.server.auth.Project;
import io.hearth.server.auth.ProjectRows;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface ProjectDao extends ProjectRows {

    @Override
    @SqlUpdate("insert into project (id, name, enabled, created_at) values (:id, :name, :enabled, :createdAt)")
    void insert(@BindMethods Project project);

    @Override
    @SqlQuery("select * from project where id = :id")
    Optional<Project> find(String id);

    @Override
    @SqlQuery("select * from project where name = :name")
    Optional<Project> findByName(String name);

    @Override
    @SqlQuery("select * from project order by name")
    List<Project> all();

    @Override
    @SqlUpdate("update project set enabled = :enabled where id = :id")
    void update(@BindMethods Project project);

    @Override
    @SqlQuery("""
            select exists (select 1 from queue where project_id = :id)
                or exists (select 1 from session where project_id = :id)
            """)
    boolean isInUse(String id);

    @Override
    @SqlUpdate("delete from project where id = :id")
    void remove(String id);
}
