package io.hearth.bench.soak;

import io.hearth.api.SessionState;
import io.hearth.api.StatementState;
import io.hearth.bench.lab.Poll;
import io.hearth.bench.lab.ScratchDirectory;
import io.hearth.bench.toy.ToyJava;
import io.hearth.cli.client.HearthClient;
import io.hearth.cli.client.SessionView;
import io.hearth.cli.client.StatementView;
import io.hearth.testkit.GatewayProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A gateway with sessions of the smallest size. */
final class SoakGateway implements AutoCloseable {

    /** Upper limits, for machines that are slow or busy. */
    private static final Duration START = Duration.ofMinutes(10);

    private static final Duration RUN = Duration.ofMinutes(5);
    private static final Duration GONE = Duration.ofMinutes(1);

    private static final Map<String, Object> SMALL = Map.of(
            "kind", "spark",
            "queue", "default",
            "driverMemory", "1G",
            "driverCores", 1,
            "executorMemory", "1G",
            "executorCores", 1,
            "numExecutors", 1);

    private final ScratchDirectory directory;
    private final GatewayProcess process;
    private final HearthClient client;

    private SoakGateway(ScratchDirectory directory, GatewayProcess process) {
        this.directory = directory;
        this.process = process;
        this.client = process.client();
    }

    /** One whose sessions have toy drivers. */
    static SoakGateway withToys(Path home) throws IOException {
        ScratchDirectory directory = ScratchDirectory.create();
        String java = ToyJava.in(directory.path()).command().toString();
        return start(home, directory, Map.of("launch.java", java, "driver.shutdown-grace", "2s"));
    }

    /** One whose sessions have real drivers, with room for so many of them. */
    static SoakGateway withSpark(Path home, int sessions) throws IOException {
        Map<String, String> settings =
                Map.of("launch.local.max-heap", "1g", "launch.local.memory-budget", (2 * sessions + 2) + "g");
        return start(home, ScratchDirectory.create(), settings);
    }

    private static SoakGateway start(Path home, ScratchDirectory directory, Map<String, String> settings)
            throws IOException {
        try {
            Path data = Files.createDirectory(directory.path().resolve("data"));
            return new SoakGateway(directory, GatewayProcess.start(home, data, settings));
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    long pid() {
        return process.pid();
    }

    List<ProcessHandle> drivers() {
        return process.drivers();
    }

    String create() {
        return client.createSession(SMALL).id();
    }

    void awaitIdle(String session) {
        SessionView settled = client.awaitSettled(session, START);
        if (settled.state() != SessionState.IDLE) {
            throw new IllegalStateException(
                    "session " + session + " is " + settled.state() + ": " + client.log(session, 50));
        }
    }

    /** Runs code and returns what it printed. */
    String run(String session, String code) {
        StatementView done = client.run(session, code, RUN);
        if (done.state() != StatementState.AVAILABLE) {
            throw new IllegalStateException(code + " ended as " + done);
        }
        return done.text();
    }

    void delete(String session) {
        client.deleteSession(session);
    }

    /** Waits until no session has anything on this machine any more. */
    void awaitGone() throws IOException {
        Poll.until(() -> drivers().size() + workDirectories(), left -> left == 0, GONE);
    }

    private int workDirectories() throws IOException {
        Path drivers = process.data().resolve("drivers");
        if (Files.notExists(drivers)) {
            return 0;
        }
        try (Stream<Path> found = Files.list(drivers)) {
            return (int) found.count();
        }
    }

    /** Files of the gateway, those it keeps for its history included. */
    long files() throws IOException {
        try (Stream<Path> found = Files.walk(process.data())) {
            return found.filter(Files::isRegularFile).count();
        }
    }

    @Override
    public void close() throws IOException {
        try (directory) {
            process.close();
        }
    }
}
