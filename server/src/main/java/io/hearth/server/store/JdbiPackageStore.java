package io.hearth.server.store;

import io.hearth.server.packages.PackageStore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Packages in the database. */
public final class JdbiPackageStore implements PackageStore {

    private final Database database;

    public JdbiPackageStore(Database database) {
        this.database = database;
    }

    @Override
    public <T extends @Nullable Object> T inTransaction(Function<Transaction, T> work) {
        return Transactions.run(database, handle -> {
            Attached attached = new Attached(handle);
            return work.apply(() -> attached.get(PackageDao.class));
        });
    }
}
