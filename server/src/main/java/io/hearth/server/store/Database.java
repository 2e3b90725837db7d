package io.hearth.server.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import io.hearth.server.session.SessionPlan;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.jspecify.annotations.Nullable;

/** The connection pool, with the schema brought up to date. Thread-safe. */
public final class Database implements AutoCloseable {

    private static final int POOL_SIZE = 8;

    /** What was answered is on the disk, also where the server is told to answer before that; other settings are left as they are. */
    private static final String COMMIT_BEFORE_ANSWERING =
            "select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'";

    /**
     * PostgreSQL may look whether the driver is there to which a session refers, by a lock of its own, when the session is changed for the
     * second time in a transaction: whoever has the session would so wait for whoever has the driver and waits for the session.
     */
    private static final String LOCK_BESIDE_REFERENCES = "for no key update";

    /**
     * The pool gives a connection to nobody any more that broke. It knows this itself of a server's; that an embedded database
     * closed itself, so that its connections answer at once and nothing but that, it is told here.
     */
    private static final SQLExceptionOverride BROKEN_ARE_DROPPED = new SQLExceptionOverride() {
        @java.lang.Override
        public SQLExceptionOverride.Override adjudicate(SQLException failure) {
            return Trouble.breaksConnection(failure)
                    ? SQLExceptionOverride.Override.MUST_EVICT
                    : SQLExceptionOverride.Override.CONTINUE_EVICT;
        }
    };

    /** The pool takes no shorter times. */
    private static final long MOST_IMPATIENT_MILLIS = 500;

    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final Reach reach;
    private final Known<SessionPlan> plans;
    private final Known<List<String>> lines = new Known<>(json -> List.of(Columns.stringsFromJson(json)));

    private Database(HikariDataSource pool, Jdbi jdbi, Known<SessionPlan> plans) {
        this.pool = pool;
        this.reach =
                new Reach(System::nanoTime, () -> pool.getHikariPoolMXBean().softEvictConnections());
        this.jdbi = jdbi;
        this.plans = plans;
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
        return open(new DatabaseAddress(url, user, password, DatabaseAddress.USUAL_PATIENCE));
    }

    /** Opens a database and migrates its schema. */
    public static Database open(DatabaseAddress address) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(address.url());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(POOL_SIZE);
        config.setConnectionTimeout(
                Math.max(MOST_IMPATIENT_MILLIS, address.patience().toMillis() / 2));
        config.setValidationTimeout(
                Math.max(MOST_IMPATIENT_MILLIS, address.patience().toMillis() / 4));
        config.setExceptionOverride(BROKEN_ARE_DROPPED);
        address.patient().forEach(config::addDataSourceProperty);
        if (address.isShared()) {
            config.setConnectionInitSql(COMMIT_BEFORE_ANSWERING);
        }
        config.setPoolName("hearth");
        HikariDataSource pool = new HikariDataSource(config);
        try {
            // Over connections of its own: a migration may take longer than any call may wait.
            Flyway.configure()
                    .dataSource(address.url(), address.user(), address.password())
                    .locations("classpath:io/hearth/server/store/migration")
                    .load()
                    .migrate();
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
        Jdbi jdbi = Jdbi.create(pool).installPlugin(new SqlObjectPlugin());
        jdbi.define("lock", address.isShared() ? LOCK_BESIDE_REFERENCES : "for update");
        Known<SessionPlan> plans = new Known<>(Columns::planFromJson);
        Columns.register(jdbi, plans);
        return new Database(pool, jdbi, plans);
    }

    Jdbi jdbi() {
        return jdbi;
    }

    Known<SessionPlan> plans() {
        return plans;
    }

    /** The newest lines of the logs of sessions. */
    Known<List<String>> lines() {
        return lines;
    }

    /** One of the pool's connections, which goes back there when it is closed. */
    Connection connection() throws SQLException {
        return pool.getConnection();
    }

    Reach reach() {
        return reach;
    }

    /** Whether a failure to open one is that it cannot be reached, or is full. */
    public static boolean isOutOfReach(Throwable failure) {
        return Trouble.of(failure).isPresent();
    }

    /** Whether the database answers. */
    public boolean isReachable() {
        try {
            return Transactions.run(
                            this,
                            handle -> handle.select("select 1")
                                    .mapTo(Integer.class)
                                    .one())
                    == 1;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Whether it is, or was a few seconds ago, out of reach or full. */
    public boolean isTroubled() {
        return reach.isTroubled();
    }

    /** How often trouble with it began since it was opened. */
    public long troubles() {
        return reach.begun();
    }

    /** How many calls were refused since then because of it. */
    public long refused() {
        return reach.refused();
    }

    @Override
    public void close() {
        pool.close();
    }
}
