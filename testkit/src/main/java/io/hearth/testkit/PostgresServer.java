package io.hearth.testkit;

import io.hearth.server.store.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL server of the test's own, on any free port of 127.0.0.1. Thread-safe. */
public final class PostgresServer implements AutoCloseable {

    private final EmbeddedPostgres postgres;
    private final AtomicInteger databases = new AtomicInteger();

    private PostgresServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    public static PostgresServer start() {
        try {
            return new PostgresServer(EmbeddedPostgres.builder().start());
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not start", e);
        }
    }

    /** Makes an empty database and opens it as a gateway would. */
    public Database openNewDatabase() {
        return Database.open(postgres.getJdbcUrl("postgres", createDatabase()), "postgres", null);
    }

    /** Makes an empty database and returns the gateway's settings for it. */
    public Map<String, String> newDatabase() {
        return Map.of("database.url", postgres.getJdbcUrl("postgres", createDatabase()), "database.user", "postgres");
    }

    private String createDatabase() {
        String name = "hearth" + databases.incrementAndGet();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make a database", e);
        }
        return name;
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not stop", e);
        }
    }
}
