package io.hearth.server.store;

import io.hearth.server.objects.OutputIndex;
import java.util.List;

/** The index of long outputs in the database. */
public final class JdbiOutputIndex implements OutputIndex {

    private final Database database;

    public JdbiOutputIndex(Database database) {
        this.database = database;
    }

    @Override
    public List<Piece> pieces(String sessionId, int statement) {
        return Transactions.with(database, OutputDao.class, dao -> dao.pieces(sessionId, statement));
    }

    @Override
    public long length(String sessionId, int statement) {
        return Transactions.with(database, OutputDao.class, dao -> dao.length(sessionId, statement));
    }

    @Override
    public long lengthOfAll(String sessionId) {
        return Transactions.with(database, OutputDao.class, dao -> dao.lengthOfAll(sessionId));
    }

    @Override
    public boolean add(String sessionId, int statement, Piece piece) {
        return Transactions.with(database, OutputDao.class, dao -> dao.add(sessionId, statement, piece)) > 0;
    }
}
