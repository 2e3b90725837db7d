package io.hearth.server.objects;

import io.hearth.server.objects.OutputIndex.Piece;
import io.hearth.server.session.LongOutputs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** What statements printed beyond what is shown of it: bytes in objects, their places in the index. Thread-safe. */
public final class OutputArchive implements LongOutputs {

    private final ObjectStore objects;
    private final OutputIndex index;
    private final long statementBytes;
    private final long sessionBytes;

    /**
     * Keeps texts.
     *
     * @param statementBytes how much is kept of one statement
     * @param sessionBytes how much is kept of all statements of a session
     */
    public OutputArchive(ObjectStore objects, OutputIndex index, long statementBytes, long sessionBytes) {
        this.objects = objects;
        this.index = index;
        this.statementBytes = statementBytes;
        this.sessionBytes = sessionBytes;
    }

    @Override
    public long length(String sessionId, int statement) {
        return index.length(sessionId, statement);
    }

    /** How much more of a statement may be kept, bytes. */
    public long room(String sessionId, int statement) {
        long ofStatement = statementBytes - index.length(sessionId, statement);
        return Math.max(0, Math.min(ofStatement, sessionBytes - index.lengthOfAll(sessionId)));
    }

    /** Adds a piece that begins where the text ended a moment ago; who comes second with one adds nothing. */
    public void append(String sessionId, int statement, long from, Path file, long bytes) throws IOException {
        Piece piece = piece(sessionId, statement, from, bytes);
        objects.put(piece.objectKey(), file);
        enter(sessionId, statement, piece);
    }

    /** As {@link #append(String, int, long, Path, long)}, of bytes in memory. */
    public void append(String sessionId, int statement, long from, byte[] bytes) throws IOException {
        Piece piece = piece(sessionId, statement, from, bytes.length);
        objects.put(piece.objectKey(), bytes);
        enter(sessionId, statement, piece);
    }

    private void enter(String sessionId, int statement, Piece piece) throws IOException {
        if (!index.add(sessionId, statement, piece)
                && !index.pieces(sessionId, statement).contains(piece)) {
            objects.delete(piece.objectKey());
        }
    }

    /** Two who come with the same bytes may bring more and less of them, so that counts in the name, too. */
    private static Piece piece(String sessionId, int statement, long from, long bytes) {
        return new Piece(from, bytes, "%s/%d-%d-%d".formatted(folder(sessionId), statement, from, bytes));
    }

    private static String folder(String sessionId) {
        return "outputs/" + sessionId;
    }

    @Override
    public InputStream open(String sessionId, int statement, long from) throws IOException {
        List<Piece> pieces = index.pieces(sessionId, statement).stream()
                .filter(piece -> piece.startByte() + piece.byteCount() > from)
                .toList();
        return new PieceStream(objects, pieces, from);
    }
}
