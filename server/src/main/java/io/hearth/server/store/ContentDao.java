package io.hearth.server.store;

import java.util.List;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface ContentDao {

    @SqlUpdate("update content set unreferenced_since = null where sha256 = :sha256")
    int expect(String sha256);

    @SqlUpdate("update content set pinned = true, unreferenced_since = null where sha256 = :sha256")
    int pin(String sha256);

    @SqlUpdate("insert into content (sha256, pinned) values (:sha256, :pinned) on conflict do nothing")
    int insert(String sha256, boolean pinned);

    @SqlUpdate("""
            update content set unreferenced_since = :now
            where unreferenced_since is null and pinned = false
                and not exists (select 1 from package p where p.sha256 = content.sha256)
            """)
    void markUnreferenced(long now);

    @SqlUpdate("""
            update content set unreferenced_since = null
            where unreferenced_since is not null
                and exists (select 1 from package p where p.sha256 = content.sha256)
            """)
    void markReferenced();

    // A session has its content's digest in its plan; few are open.
    @SqlQuery("""
            select sha256 from content
            where unreferenced_since <= :since and pinned = false
                and not exists (select 1 from session s
                    where s.is_open = true and s.plan like concat('%', content.sha256, '%'))
            order by unreferenced_since, sha256 limit :atMost
            """)
    List<String> unreferenced(long since, int atMost);

    @SqlQuery("""
            select sha256 from content
            where sha256 = :sha256 and unreferenced_since <= :since and pinned = false
                and not exists (select 1 from package p where p.sha256 = content.sha256)
            for update
            """)
    List<String> lockUnreferenced(String sha256, long since);

    @SqlUpdate("delete from content where sha256 = :sha256")
    void remove(String sha256);
}
