package io.hearth.server.store;

import io.hearth.server.auth.AccessKeyRows;
import io.hearth.server.auth.AuthStore;
import io.hearth.server.auth.AuthorityRow;
import io.hearth.server.auth.GrantRows;
import io.hearth.server.auth.HeldToken;
import io.hearth.server.auth.ProjectRows;
import io.hearth.server.auth.TokenRows;
import io.hearth.server.auth.UserRows;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Users, and what they may, in the database. */
public final class JdbiAuthStore implements AuthStore {

    private final Database database;

    public JdbiAuthStore(Database database) {
        this.database = database;
    }

    @Override
    public <T extends @Nullable Object> T inTransaction(Function<Transaction, T> work) {
        return Transactions.run(database, handle -> work.apply(new JdbiTransaction(new Attached(handle))));
    }

    @Override
    public Optional<HeldToken> heldToken(String hash, long now) {
        return DirectQueries.TOKEN.one(database, hash, now);
    }

    private record JdbiTransaction(Attached attached) implements Transaction {

        @Override
        public AuthorityRow authority() {
            return attached.get(AuthorityDao.class);
        }

        @Override
        public UserRows users() {
            return attached.get(UserDao.class);
        }

        @Override
        public ProjectRows projects() {
            return attached.get(ProjectDao.class);
        }

        @Override
        public GrantRows grants() {
            return attached.get(GrantDao.class);
        }

        @Override
        public AccessKeyRows accessKeys() {
            return attached.get(AccessKeyDao.class);
        }

        @Override
        public TokenRows tokens() {
            return attached.get(TokenDao.class);
        }
    }
}
