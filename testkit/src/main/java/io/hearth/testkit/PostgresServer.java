package io.hearth.testkit;

import io.hearth.server.store.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A real PostgreSQL server of the test's own, on a free port of 127.0.0.1. Thread-safe. */
public final class PostgresServer implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(2);

    private final Path directory;
    private final int port;
    private final AtomicInteger databases = new AtomicInteger();

    // Guarded by this.
    private EmbeddedPostgres postgres;

    private PostgresServer(Path directory) throws IOException {
        this.directory = directory;
        this.port = FreePort.find();
        this.postgres = builder().start();
    }

    public static PostgresServer start() {
        try {
            return new PostgresServer(Files.createTempDirectory("hearth-postgres"));
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not start", e);
        }
    }

    private EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .setPGStartupWait(START)
                // As some have it: a crash forgets what was committed just before, of whoever does not insist.
                .setServerConfig("synchronous_commit", "off");
    }

    /** Makes an empty database and opens it as a gateway would. */
    public Database openNewDatabase() {
        return Database.open(url(createDatabase()), "postgres", null);
    }

    /** Makes an empty database and returns the gateway's settings for it. */
    public Map<String, String> newDatabase() {
        return Map.of("database.url", url(createDatabase()), "database.user", "postgres");
    }

    /** As {@link #newDatabase()}, with the gateway's way to it through a relay to {@link #port()}. */
    public Map<String, String> newDatabaseBehind(TroubledRelay relay) {
        Map<String, String> settings = new HashMap<>(newDatabase());
        settings.computeIfPresent(
                "database.url", (key, url) -> url.replace(":" + port + "/", ":" + relay.port() + "/"));
        return settings;
    }

    /** Where it listens, on 127.0.0.1. It stays the same over a {@link #restart}. */
    public int port() {
        return port;
    }

    private String url(String name) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + name;
    }

    private synchronized String createDatabase() {
        String name = "hearth" + databases.incrementAndGet();
        execute("postgres", "create database " + name);
        return name;
    }

    /** Runs one statement as the server's owner. */
    public synchronized void execute(String database, String sql) {
        try (Connection connection = postgres.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL does not take: " + sql, e);
        }
    }

    /** Ends it at once, as a crash does: nobody is told, nothing is finished, and every connection breaks. */
    public synchronized void crash() {
        try {
            String pid = Files.readAllLines(directory.resolve("data").resolve("postmaster.pid"))
                    .get(0);
            ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
            int sent = new ProcessBuilder("kill", "-QUIT", pid).start().waitFor();
            if (sent != 0) {
                throw new IllegalStateException("PostgreSQL cannot be signalled");
            }
            postmaster.onExit().get(60, TimeUnit.SECONDS);
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("PostgreSQL does not end", e);
        }
    }

    /** Starts it again on its data, after {@link #crash}. It answers when this returns. */
    public synchronized void restart() {
        try {
            postgres = builder().start();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not start again", e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            postgres.close();
            try (Stream<Path> tree = Files.walk(directory)) {
                List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
                for (Path path : deepestFirst) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not stop", e);
        }
    }
}
