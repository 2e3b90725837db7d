package io.hearth.server.store;

import io.hearth.server.objects.LogIndex.Chunk;
import io.hearth.server.session.SessionLogs.Stream;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface LogDao {

    @SqlQuery("""
            select number, line_count, byte_count, object_key from log_chunk
            where session_id = :sessionId and stream = :stream order by session_id, stream, number
            """)
    List<Chunk> chunks(String sessionId, Stream stream);

    @SqlUpdate("""
            update log_chunk set line_count = :lineCount, byte_count = :byteCount
            where session_id = :sessionId and stream = :stream and number = :number
            """)
    int grow(String sessionId, Stream stream, @BindMethods Chunk chunk);

    @SqlUpdate("""
            insert into log_chunk (session_id, stream, number, line_count, byte_count, object_key)
            values (:sessionId, :stream, :number, :lineCount, :byteCount, :objectKey)
            """)
    void insert(String sessionId, Stream stream, @BindMethods Chunk chunk);

    @SqlUpdate("delete from log_chunk where session_id = :sessionId and stream = :stream and number = :number")
    void drop(String sessionId, Stream stream, int number);

    @SqlQuery("select source_position from log_stream where session_id = :sessionId and stream = :stream")
    Optional<Long> sourcePosition(String sessionId, Stream stream);

    @SqlUpdate("""
            update log_stream set newest = :newest, source_position = :sourcePosition
            where session_id = :sessionId and stream = :stream
            """)
    int replaceEnd(String sessionId, Stream stream, String newest, long sourcePosition);

    @SqlUpdate("""
            insert into log_stream (session_id, stream, newest, source_position)
            values (:sessionId, :stream, :newest, :sourcePosition)
            """)
    void insertEnd(String sessionId, Stream stream, String newest, long sourcePosition);
}
