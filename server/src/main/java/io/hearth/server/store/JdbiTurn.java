package io.hearth.server.store;

import io.hearth.server.retention.Turn;

/** The turn as a row: a single update takes it, so two gateways never both do. */
public final class JdbiTurn implements Turn {

    private static final String NAME = "retention";

    private final Database database;

    public JdbiTurn(Database database) {
        this.database = database;
    }

    @Override
    public boolean take(String holder, long now, long until) {
        return Transactions.with(database, RetentionDao.class, dao -> dao.take(NAME, holder, now, until) == 1);
    }

    @Override
    public boolean extend(String holder, long until) {
        return Transactions.with(database, RetentionDao.class, dao -> dao.extend(NAME, holder, until) == 1);
    }
}
