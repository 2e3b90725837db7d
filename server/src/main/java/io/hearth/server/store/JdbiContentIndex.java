package io.hearth.server.store;

import io.hearth.server.objects.ContentIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;

/** The index of contents in the database. */
public final class JdbiContentIndex implements ContentIndex {

    private final Database database;

    public JdbiContentIndex(Database database) {
        this.database = database;
    }

    private <T> T inTransaction(Function<ContentDao, T> work) {
        return Transactions.run(database, handle -> work.apply(handle.attach(ContentDao.class)));
    }

    @Override
    public void expect(String sha256) {
        // The update waits for whoever removes it at this moment, and then finds nothing.
        inTransaction(dao -> dao.expect(sha256) + dao.insert(sha256, false));
    }

    @Override
    public void pin(String sha256) {
        inTransaction(dao -> {
            int there = dao.pin(sha256);
            return there > 0 || dao.insert(sha256, true) > 0 ? 1 : dao.pin(sha256);
        });
    }

    @Override
    public void mark(long now) {
        inTransaction(dao -> {
            dao.markReferenced();
            dao.markUnreferenced(now);
            return true;
        });
    }

    @Override
    public List<String> unreferenced(long since, int atMost) {
        return inTransaction(dao -> dao.unreferenced(since, atMost));
    }

    @Override
    public boolean remove(String sha256, long since, Bytes bytes) throws IOException {
        try {
            return inTransaction(dao -> {
                if (dao.lockUnreferenced(sha256, since).isEmpty()) {
                    return false;
                }
                removing(bytes);
                dao.remove(sha256);
                return true;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void removing(Bytes bytes) {
        try {
            bytes.remove();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
