package io.hearth.server.store;

import io.hearth.server.auth.HeldToken;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** What nearly every request asks. Apart from the other queries, because attaching costs by the method. */
interface HeldTokenDao {

    @SqlQuery("""
            select t.user_id, u.name as user_name, u.system_admin, t.project_id, p.name as project_name,
                p.created_at as project_created_at, g.role, t.issued_at, t.expires_at
            from token t
            join gateway_user u on u.id = t.user_id and u.enabled
            join project p on p.id = t.project_id and p.enabled
            left join role_grant g on g.user_id = t.user_id and g.project_id = t.project_id
            where t.hash = :hash and t.expires_at > :now and (u.system_admin or g.role is not null)
            """)
    Optional<HeldToken> find(String hash, long now);
}
