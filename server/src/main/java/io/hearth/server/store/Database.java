package io.hearth.server.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.jspecify.annotations.Nullable;

/** The connection pool, with the schema brought up to date. Thread-safe. */
public final class Database implements AutoCloseable {

    private static final int POOL_SIZE = 8;

    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private Database(HikariDataSource pool, Jdbi jdbi) {
        this.pool = pool;
        this.jdbi = jdbi;
    }

    /**
     * The address of an embedded database in a directory. Every commit is on the disk before it returns: with H2's usual
     * delay a kill loses commits that were answered.
     */
    public static String embedded(Path directory) {
        return "jdbc:h2:file:" + directory.toAbsolutePath().resolve("hearth")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0"
                + ";LOCK_TIMEOUT=10000;DB_CLOSE_ON_EXIT=FALSE"
                // each connection keeps so many statements parsed; of 8, its usual number, none is there a second time
                + ";QUERY_CACHE_SIZE=128";
    }

    /**
     * Opens a database and migrates its schema.
     *
     * @param user null when the address names none
     * @param password null when there is none
     */
    public static Database open(String url, @Nullable String user, @Nullable String password) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(POOL_SIZE);
        config.setConnectionTimeout(10_000);
        config.setPoolName("hearth");
        HikariDataSource pool = new HikariDataSource(config);
        try {
            Flyway.configure()
                    .dataSource(pool)
                    .locations("classpath:io/hearth/server/store/migration")
                    .load()
                    .migrate();
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
        Jdbi jdbi = Jdbi.create(pool).installPlugin(new SqlObjectPlugin());
        Columns.register(jdbi);
        return new Database(pool, jdbi);
    }

    Jdbi jdbi() {
        return jdbi;
    }

    /** One of the pool's connections, which goes back there when it is closed. */
    Connection connection() throws SQLException {
        return pool.getConnection();
    }

    /** Whether the database answers. */
    public boolean isReachable() {
        try {
            return jdbi.withHandle(handle ->
                            handle.select("select 1").mapTo(Integer.class).one())
                    == 1;
        } catch (RuntimeException e) {
            return false;
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
