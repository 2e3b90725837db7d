package io.hearth.server.store;

import java.util.List;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface RetentionDao {

    @SqlUpdate("update chore set due_at = :until, holder = :holder where name = :name and due_at <= :now")
    int take(String name, String holder, long now, long until);

    @SqlUpdate("update chore set due_at = :until where name = :name and holder = :holder")
    int extend(String name, String holder, long until);

    @SqlQuery("""
            select id from session where is_open = false and updated_at <= :since order by updated_at, id limit :atMost
            """)
    List<String> sessionsOver(long since, int atMost);

    @SqlQuery("select id from session where id = :id and is_open = false for update")
    List<String> lockOver(String id);

    @SqlUpdate("""
            delete from statement where session_id = :id and number in
                (select number from statement where session_id = :id order by session_id, number limit :atMost)
            """)
    int removeStatements(String id, int atMost);

    @SqlUpdate("""
            delete from session_event where session_id = :id and position in
                (select position from session_event where session_id = :id order by session_id, position limit :atMost)
            """)
    int removeEvents(String id, int atMost);

    @SqlUpdate("delete from log_chunk where session_id = :id")
    void removeLogChunks(String id);

    @SqlUpdate("delete from log_stream where session_id = :id")
    void removeLogStreams(String id);

    @SqlUpdate("delete from session where id = :id")
    int removeSession(String id);

    @SqlUpdate("""
            delete from driver where id in
                (select d.id from driver d where d.ended_at > 0 and d.ended_at <= :since
                and not exists (select 1 from session s where s.driver_id = d.id) order by d.ended_at limit :atMost)
            """)
    int removeDrivers(long since, int atMost);

    @SqlUpdate("""
            delete from request_key where place in
                (select place from request_key where kept_until <= :now order by kept_until limit :atMost)
            """)
    int removeRequestKeys(long now, int atMost);
}
