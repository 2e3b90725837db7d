package io.hearth.server.store;

import io.hearth.server.objects.LogIndex;
import io.hearth.server.session.SessionLogs.Stream;
import io.hearth.server.store.DirectQueries.NewestLines;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The index of the logs in the database. */
public final class JdbiLogIndex implements LogIndex {

    private final Database database;
    private final DirectQuery<NewestLines> newestLines;

    public JdbiLogIndex(Database database) {
        this.database = database;
        this.newestLines = DirectQueries.newestLines(database.lines());
    }

    @Override
    public List<Chunk> chunks(String sessionId, Stream stream) {
        return Transactions.with(database, LogDao.class, dao -> dao.chunks(sessionId, stream));
    }

    @Override
    public void save(String sessionId, Stream stream, List<Chunk> chunks, End end) {
        Transactions.run(database, handle -> {
            LogDao dao = handle.attach(LogDao.class);
            for (Chunk chunk : chunks) {
                if (dao.grow(sessionId, stream, chunk) == 0) {
                    dao.insert(sessionId, stream, chunk);
                }
            }
            String json = Columns.toJson(end.newest());
            if (dao.replaceEnd(sessionId, stream, json, end.sourcePosition()) == 0) {
                dao.insertEnd(sessionId, stream, json, end.sourcePosition());
            }
            return true;
        });
    }

    @Override
    public void drop(String sessionId, Stream stream, int number) {
        Transactions.with(database, LogDao.class, dao -> {
            dao.drop(sessionId, stream, number);
            return true;
        });
    }

    @Override
    public Map<Stream, List<String>> newest(String sessionId) {
        return newestLines.all(database, sessionId).stream()
                .collect(Collectors.toMap(NewestLines::stream, NewestLines::lines));
    }

    @Override
    public long sourcePosition(String sessionId, Stream stream) {
        return Transactions.with(database, LogDao.class, dao -> dao.sourcePosition(sessionId, stream))
                .orElse(0L);
    }
}
