package io.hearth.server.objects;

import io.hearth.server.objects.OutputIndex.Piece;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pieces read one after the other, each opened when it is its turn. Not thread-safe. */
final class PieceStream extends InputStream {

    private final ObjectStore objects;
    private final Iterator<Piece> rest;
    private @Nullable InputStream open;
    private long left;

    /**
     * Opens the first piece.
     *
     * @param from where in all of the text to begin, not behind the end of the first piece
     */
    PieceStream(ObjectStore objects, List<Piece> pieces, long from) throws IOException {
        this.objects = objects;
        this.rest = pieces.iterator();
        if (rest.hasNext()) {
            Piece first = rest.next();
            begin(first, from - first.startByte());
        }
    }

    private void begin(Piece piece, long skipped) throws IOException {
        InputStream content = objects.open(piece.objectKey())
                .orElseThrow(() -> new IOException(piece.objectKey() + " is gone from the object store"));
        try {
            content.skipNBytes(skipped);
        } catch (IOException e) {
            content.close();
            throw e;
        }
        open = content;
        left = piece.byteCount() - skipped;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (left == 0) {
            close();
            if (!rest.hasNext()) {
                return -1;
            }
            begin(rest.next(), 0);
        }
        InputStream content = open;
        int read = content == null ? -1 : content.read(bytes, offset, (int) Math.min(length, left));
        if (read < 0) {
            throw new IOException("a piece ended " + left + " bytes early");
        }
        left -= read;
        return read;
    }

    @Override
    public void close() throws IOException {
        InputStream content = open;
        open = null;
        if (content != null) {
            content.close();
        }
    }
}
