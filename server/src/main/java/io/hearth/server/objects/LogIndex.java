package io.hearth.server.objects;

import io.hearth.server.session.SessionLogs.Stream;
import java.util.List;
import java.util.Map;

/** Which lines lie in which object. Kept in the database. Thread-safe for different streams. */
public interface LogIndex {

    /** The chunks of a stream, oldest first. */
    List<Chunk> chunks(String sessionId, Stream stream);

    /** Makes the chunks of these numbers be these, and this the end of the stream: all of it, or nothing when this fails. */
    void save(String sessionId, Stream stream, List<Chunk> chunks, End end);

    void drop(String sessionId, Stream stream, int number);

    /** The last lines of each stream that has any. */
    Map<Stream, List<String>> newest(String sessionId);

    /** How far the driver's own file was taken over, bytes; 0 when nothing was. */
    long sourcePosition(String sessionId, Stream stream);

    /**
     * The end of a stream.
     *
     * @param newest its last lines
     * @param sourcePosition how far the driver's own file was taken over, bytes
     */
    record End(List<String> newest, long sourcePosition) {}

    /**
     * A run of lines in one object.
     *
     * @param number grows along the stream
     * @param lineCount how many lines of the object count; it may hold more, written but not committed
     */
    record Chunk(int number, int lineCount, long byteCount, String objectKey) {}
}
