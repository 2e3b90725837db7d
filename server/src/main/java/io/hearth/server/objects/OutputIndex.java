package io.hearth.server.objects;

import java.util.List;

/** Which bytes of what a statement printed lie in which object. Kept in the database. Thread-safe. */
public interface OutputIndex {

    /** The pieces of a statement, in order; each begins where the one before ends. */
    List<Piece> pieces(String sessionId, int statement);

    /** How much there is of a statement, bytes. */
    long length(String sessionId, int statement);

    /** How much there is of all statements of a session, bytes. */
    long lengthOfAll(String sessionId);

    /** Adds a piece; false, with nothing added, when there is one at that place already. */
    boolean add(String sessionId, int statement, Piece piece);

    /** A run of bytes in one object, which holds nothing else. */
    record Piece(long startByte, long byteCount, String objectKey) {}
}
