package io.hearth.server.store;

import io.hearth.server.objects.LogIndex;
import io.hearth.server.session.SessionLogs.Stream;
import java.util.List;

/** The index of the logs in the database. */
public final class JdbiLogIndex implements LogIndex {

    private final Database database;

    public JdbiLogIndex(Database database) {
        this.database = database;
    }

    @Override
    public List<Chunk> chunks(String sessionId, Stream stream) {
        return database.jdbi().withExtension(LogDao.class, dao -> dao.chunks(sessionId, stream));
    }

    @Override
    public void save(String sessionId, Stream stream, Chunk chunk, End end) {
        database.jdbi().useTransaction(handle -> {
            LogDao dao = handle.attach(LogDao.class);
            if (dao.grow(sessionId, stream, chunk) == 0) {
                dao.insert(sessionId, stream, chunk);
            }
            String json = Columns.toJson(end.newest());
            if (dao.replaceEnd(sessionId, stream, json, end.sourcePosition()) == 0) {
                dao.insertEnd(sessionId, stream, json, end.sourcePosition());
            }
        });
    }

    @Override
    public void drop(String sessionId, Stream stream, int number) {
        database.jdbi().useExtension(LogDao.class, dao -> dao.drop(sessionId, stream, number));
    }

    @Override
    public List<String> newest(String sessionId, Stream stream) {
        return DirectQueries.NEWEST_LINES
                .one(database, sessionId, stream.name())
                .map(json -> List.of(Columns.stringsFromJson(json)))
                .orElse(List.of());
    }

    @Override
    public long sourcePosition(String sessionId, Stream stream) {
        return database.jdbi()
                .withExtension(LogDao.class, dao -> dao.sourcePosition(sessionId, stream))
                .orElse(0L);
    }
}
