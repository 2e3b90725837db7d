package io.hearth.server.store;

import io.hearth.server.auth.Token;
import io.hearth.server.auth.TokenRows;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface TokenDao extends TokenRows {

    @Override
    @SqlUpdate("""
            insert into token (hash, user_id, project_id, issued_at, expires_at)
            values (:hash, :userId, :projectId, :issuedAt, :expiresAt)
            """)
    void insert(@BindMethods Token token);

    @Override
    @SqlQuery("select * from token where hash = :hash")
    Optional<Token> find(String hash);

    @Override
    @SqlUpdate("delete from token where hash = :hash")
    boolean remove(String hash);

    @Override
    @SqlUpdate("delete from token where user_id = :userId")
    void removeOfUser(String userId);

    @Override
    @SqlUpdate("delete from token where project_id = :projectId")
    void removeOfProject(String projectId);

    @Override
    @SqlUpdate("""
            delete from token where hash in
                (select hash from token where expires_at <= :now order by expires_at limit :atMost)
            """)
    int removeExpired(long now, int atMost);
}
