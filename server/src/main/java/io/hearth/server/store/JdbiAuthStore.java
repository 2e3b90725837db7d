package io.hearth.server.store;

import io.hearth.server.auth.AccessKeyRows;
import io.hearth.server.auth.AuthStore;
import io.hearth.server.auth.AuthorityRow;
import io.hearth.server.auth.GrantRows;
import io.hearth.server.auth.ProjectRows;
import io.hearth.server.auth.TokenRows;
import io.hearth.server.auth.UserRows;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Users, and what they may, in the database. */
public final class JdbiAuthStore implements AuthStore {

    private final Database database;

    public JdbiAuthStore(Database database) {
        this.database = database;
    }

    @Override
    public <T extends @Nullable Object> T inTransaction(Function<Transaction, T> work) {
        return Transactions.run(database, handle -> work.apply(new JdbiTransaction(handle)));
    }

    private record JdbiTransaction(Handle handle) implements Transaction {

        @Override
        public AuthorityRow authority() {
            return handle.attach(AuthorityDao.class);
        }

        @Override
        public UserRows users() {
            return handle.attach(UserDao.class);
        }

        @Override
        public ProjectRows projects() {
            return handle.attach(ProjectDao.class);
        }

        @Override
        public GrantRows grants() {
            return handle.attach(GrantDao.class);
        }

        @Override
        public AccessKeyRows accessKeys() {
            return handle.attach(AccessKeyDao.class);
        }

        @Override
        public TokenRows tokens() {
            return handle.attach(TokenDao.class);
        }
    }
}
