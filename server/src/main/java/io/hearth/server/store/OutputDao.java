package io.hearth.server.store;

import io.hearth.server.objects.OutputIndex.Piece;
import java.util.List;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface OutputDao {

    @SqlQuery("""
            select start_byte, byte_count, object_key from output_piece
            where session_id = :sessionId and statement = :statement order by session_id, statement, start_byte
            """)
    List<Piece> pieces(String sessionId, int statement);

    @SqlQuery("""
            select coalesce(sum(byte_count), 0) from output_piece
            where session_id = :sessionId and statement = :statement
            """)
    long length(String sessionId, int statement);

    @SqlQuery("select coalesce(sum(byte_count), 0) from output_piece where session_id = :sessionId")
    long lengthOfAll(String sessionId);

    @SqlUpdate("""
            insert into output_piece (session_id, statement, start_byte, byte_count, object_key)
            values (:sessionId, :statement, :startByte, :byteCount, :objectKey)
            on conflict do nothing
            """)
    int add(String sessionId, int statement, @BindMethods Piece piece);
}
