package io.hearth.bench.chaos;

import io.hearth.bench.lab.Poll;
import io.hearth.bench.lab.ProcFiles;
import io.hearth.testkit.FreePort;
import io.hearth.testkit.TroubledRelay;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A PostgreSQL that crashes when it is told to, and a network before it that gateways go through. Not thread-safe. */
final class ChaosDatabase implements AutoCloseable {

    private static final Duration GONE = Duration.ofSeconds(60);
    private static final Duration BACK = Duration.ofMinutes(2);
    private static final String USER = "postgres";

    private final EmbeddedPostgres postgres;
    private final Path directory;
    private final TroubledRelay relay;

    private ChaosDatabase(EmbeddedPostgres postgres, Path directory) {
        this.postgres = postgres;
        this.directory = directory;
        this.relay = TroubledRelay.to(postgres.getPort());
    }

    static ChaosDatabase start(Path directory) throws IOException {
        return new ChaosDatabase(
                EmbeddedPostgres.builder()
                        .setDataDirectory(directory)
                        .setCleanDataDirectory(false)
                        .setPort(FreePort.find())
                        .setPGStartupWait(BACK)
                        .start(),
                directory);
    }

    /** What lies between it and the gateways. */
    TroubledRelay network() {
        return relay;
    }

    /** How gateways reach it. */
    Map<String, String> settings() {
        return Map.of("database.url", url(relay.port()), "database.user", USER);
    }

    /** A connection that no trouble of the network touches; the caller closes it. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url(postgres.getPort()), USER, null);
    }

    private static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    private long postmaster() throws IOException {
        return Long.parseLong(
                Files.readAllLines(directory.resolve("postmaster.pid")).get(0).strip());
    }

    /** Stops all its processes where they are, or lets them go on. */
    void signal(String name) throws IOException, InterruptedException {
        long postmaster = postmaster();
        List<Long> pids = new ArrayList<>();
        ProcessHandle.of(postmaster).ifPresent(handle -> handle.children().forEach(child -> pids.add(child.pid())));
        pids.add(postmaster);
        for (long pid : pids) {
            Signals.send(name, pid);
        }
    }

    /** Ends it as {@code pg_ctl stop -m immediate} does, and starts it again on what is on the disk. */
    void crash(Duration away) throws IOException, InterruptedException {
        long postmaster = postmaster();
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            // It refuses to run as root; as nobody in a name space of its own it still owns its files.
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(new ProcFiles(postmaster).commandLine());
        Signals.send("QUIT", postmaster);
        Poll.until(() -> Signals.isAlive(postmaster), alive -> !alive, GONE);
        Thread.sleep(away.toMillis());
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Poll.until(this::isThere, there -> there, BACK);
    }

    private boolean isThere() {
        try (Connection connection = connect()) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        relay.close();
        postgres.close();
    }
}
