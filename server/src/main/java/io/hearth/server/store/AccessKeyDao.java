package io.hearth.server.store;

import io.hearth.server.auth.AccessKey;
import io.hearth.server.auth.AccessKeyRows;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface AccessKeyDao extends AccessKeyRows {

    @Override
    @SqlUpdate("""
            insert into access_key (id, user_id, encrypted_secret, enabled, created_at)
            values (:id, :userId, :encryptedSecret, :enabled, :createdAt)
            """)
    void insert(@BindMethods AccessKey key);

    @Override
    @SqlQuery("select * from access_key where id = :id")
    Optional<AccessKey> find(String id);

    @Override
    @SqlQuery("select * from access_key where user_id = :userId order by created_at, id")
    List<AccessKey> ofUser(String userId);

    @Override
    @SqlUpdate("update access_key set enabled = :enabled where id = :id")
    boolean setEnabled(String id, boolean enabled);

    @Override
    @SqlUpdate("delete from access_key where id = :id")
    boolean remove(String id);

    @Override
    @SqlUpdate("delete from access_key where user_id = :userId")
    void removeOfUser(String userId);
}
