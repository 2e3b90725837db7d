package io.hearth.server.launch;

import io.hearth.server.objects.OutputIndex;
import java.util.List;

/** Of a gateway whose statements print nothing long. */
final class NoOutputIndex implements OutputIndex {

    @Override
    public List<Piece> pieces(String sessionId, int statement) {
        return List.of();
    }

    @Override
    public long length(String sessionId, int statement) {
        return 0;
    }

    @Override
    public long lengthOfAll(String sessionId) {
        return 0;
    }

    @Override
    public boolean add(String sessionId, int statement, Piece piece) {
        throw new AssertionError("a long output of statement " + statement);
    }
}
