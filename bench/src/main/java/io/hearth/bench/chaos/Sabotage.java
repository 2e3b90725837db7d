package io.hearth.bench.chaos;

import io.hearth.bench.toy.Execution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Faults that are put in on purpose after a run, each of which the checker has to find. They are done to the real thing. */
enum Sabotage {
    LOSE_SESSION(Violation.Kind.LOST_SESSION),
    LOSE_STATEMENT(Violation.Kind.LOST_STATEMENT),
    RUN_TWICE(Violation.Kind.RUN_TWICE),
    WRONG_OUTPUT(Violation.Kind.WRONG_OUTPUT),
    LEAK_CU(Violation.Kind.LEAKED_UNITS),
    LEAK_PROCESS(Violation.Kind.LEAKED_PROCESS),
    LEAK_FILE(Violation.Kind.LEAKED_FILE),
    LEAK_CONNECTION(Violation.Kind.LEAKED_CONNECTION);

    private static final String LAST_STATEMENT =
            "(select session_id, number from statement where state = 'AVAILABLE' order by session_id desc, number desc limit 1)";
    private static final String FIRST_SESSION = "(select id from session order by ordinal limit 1)";

    private final Violation.Kind found;

    Sabotage(Violation.Kind found) {
        this.found = found;
    }

    /** What the checker calls it. */
    Violation.Kind found() {
        return found;
    }

    /** As it is named on the command line. */
    String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Puts it in. What stays open or runs stays so until the cluster is closed, or the JVM ends. */
    AutoCloseable put(Cluster cluster) throws IOException, SQLException {
        switch (this) {
            case LOSE_SESSION ->
                sql(
                        cluster,
                        "delete from statement where session_id = " + FIRST_SESSION,
                        "delete from session_event where session_id = " + FIRST_SESSION,
                        "delete from log_chunk where session_id = " + FIRST_SESSION,
                        "delete from log_stream where session_id = " + FIRST_SESSION,
                        "delete from session where id = " + FIRST_SESSION);
            case LOSE_STATEMENT -> sql(cluster, "delete from statement where (session_id, number) = " + LAST_STATEMENT);
            case WRONG_OUTPUT ->
                sql(
                        cluster,
                        "update statement set outcome = replace(outcome, '\"text\":\"', '\"text\":\"not ') "
                                + "where (session_id, number) = " + LAST_STATEMENT);
            case LEAK_CU -> sql(cluster, "update session set state = 'IDLE' where id = " + FIRST_SESSION);
            case RUN_TWICE -> repeatLine(cluster.journals());
            case LEAK_FILE ->
                Files.createDirectories(
                        cluster.gateways().get(0).drivers().resolve("00000000-0000-0000-0000-000000000000"));
            case LEAK_PROCESS -> {
                return stray(cluster);
            }
            case LEAK_CONNECTION -> {
                return cluster.database().connect();
            }
        }
        return () -> {};
    }

    private static void sql(Cluster cluster, String... changes) throws SQLException {
        try (Connection connection = cluster.database().connect();
                Statement statement = connection.createStatement()) {
            for (String change : changes) {
                statement.executeUpdate(change);
            }
        }
    }

    private static void repeatLine(Path journals) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(journals)) {
            files = found.sorted().toList();
        }
        for (Path file : files) {
            List<String> begun = Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(Execution.BEGIN))
                    .toList();
            if (!begun.isEmpty()) {
                Files.write(file, List.of(begun.get(0)), StandardOpenOption.APPEND);
                return;
            }
        }
    }

    private static AutoCloseable stray(Cluster cluster) throws IOException {
        Path spec = cluster.gateways().get(0).drivers().resolve("stray").resolve("spec");
        Process process = new ProcessBuilder("sh", "-c", "sleep 600 & wait", spec.toString()).start();
        return () -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        };
    }
}
