package io.hearth.server.store;

import io.hearth.server.auth.User;
import io.hearth.server.auth.UserRows;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface UserDao extends UserRows {

    @Override
    @SqlUpdate("""
            insert into gateway_user (id, name, password_hash, enabled, system_admin, created_at)
            values (:id, :name, :passwordHash, :enabled, :systemAdmin, :createdAt)
            """)
    void insert(@BindMethods User user);

    @Override
    @SqlQuery("select * from gateway_user where id = :id")
    Optional<User> find(String id);

    @Override
    @SqlQuery("select * from gateway_user where name = :name")
    Optional<User> findByName(String name);

    @Override
    @SqlQuery("select * from gateway_user where id = :id for update")
    Optional<User> lock(String id);

    @Override
    @SqlQuery("select * from gateway_user order by name")
    List<User> all();

    @Override
    @SqlQuery("select count(*) from gateway_user")
    int count();

    @Override
    @SqlQuery("select count(*) from gateway_user where system_admin and enabled")
    int countActiveSystemAdmins();

    @Override
    @SqlUpdate("update gateway_user set password_hash = :passwordHash, enabled = :enabled where id = :id")
    void update(@BindMethods User user);

    @Override
    @SqlQuery("""
            select count(*) > 0 from session
            where owner = :name and state not in ('ERROR', 'DEAD', 'SUCCESS')
            """)
    boolean hasOpenSessions(String name);

    @Override
    @SqlUpdate("delete from gateway_user where id = :id")
    void remove(String id);
}
