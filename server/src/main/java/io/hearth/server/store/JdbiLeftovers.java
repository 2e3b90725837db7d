package io.hearth.server.store;

import io.hearth.server.retention.Leftovers;
import java.util.List;
import java.util.function.Function;

/** What may be removed, in the database. */
public final class JdbiLeftovers implements Leftovers {

    /** A statement may be megabytes long. */
    private static final int STATEMENTS_AT_ONCE = 50;

    private static final int EVENTS_AT_ONCE = 1_000;

    private final Database database;

    public JdbiLeftovers(Database database) {
        this.database = database;
    }

    private <T> T inTransaction(Function<RetentionDao, T> work) {
        return Transactions.run(database, handle -> work.apply(handle.attach(RetentionDao.class)));
    }

    @Override
    public List<String> sessionsOver(long since, int atMost) {
        return inTransaction(dao -> dao.sessionsOver(since, atMost));
    }

    @Override
    public boolean removeSession(String id) {
        boolean more = true;
        while (more) {
            more = inTransaction(dao -> !dao.lockOver(id).isEmpty()
                    && dao.removeStatements(id, STATEMENTS_AT_ONCE) + dao.removeEvents(id, EVENTS_AT_ONCE) > 0);
        }
        return inTransaction(dao -> {
            if (dao.lockOver(id).isEmpty()) {
                return false;
            }
            dao.removeLogChunks(id);
            dao.removeLogStreams(id);
            return dao.removeSession(id) == 1;
        });
    }

    @Override
    public int removeDrivers(long since, int atMost) {
        return inTransaction(dao -> dao.removeDrivers(since, atMost));
    }

    @Override
    public int removeRequestKeys(long now, int atMost) {
        return inTransaction(dao -> dao.removeRequestKeys(now, atMost));
    }
}
