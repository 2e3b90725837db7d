package io.hearth.bench.lab;

import io.hearth.cli.client.Credentials;
import io.hearth.cli.client.HearthClient;
import io.hearth.testkit.GatewayProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A gateway that was started for one row, with a data directory of its own that goes with it. */
public final class BenchGateway implements AutoCloseable {

    private static final Duration END = Duration.ofSeconds(30);
    private static final Duration REHEARSAL = Duration.ofMinutes(5);
    private static final Duration WARM_UP = Duration.ofMinutes(5);

    private final GatewayProcess process;
    private final Credentials credentials;
    private final ScratchDirectory data;
    private final double secondsToReady;

    private BenchGateway(
            GatewayProcess process, Credentials credentials, ScratchDirectory data, double secondsToReady) {
        this.secondsToReady = secondsToReady;
        this.process = process;
        this.credentials = credentials;
        this.data = data;
    }

    /** @param home the distribution's directory */
    static BenchGateway start(Path home) throws IOException {
        return start(home, ScratchDirectory.create(), Map.of());
    }

    /**
     * Starts a gateway on data that are there, or none.
     *
     * @param data removed when the gateway is closed, and when it does not start
     */
    static BenchGateway start(Path home, ScratchDirectory data, Map<String, String> settings) throws IOException {
        try {
            long began = System.nanoTime();
            GatewayProcess process = GatewayProcess.start(home, data.path(), settings);
            double seconds = (System.nanoTime() - began) / 1e9;
            Credentials credentials = Credentials.read(data.path().resolve(Credentials.FILE_NAME));
            return new BenchGateway(process, credentials, data, seconds);
        } catch (IOException | RuntimeException e) {
            data.close();
            throw e;
        }
    }

    /** Starts a session and waits until it is idle. */
    public BenchSession session() throws IOException {
        return BenchSession.start(connect(), sessions());
    }

    /** A session that is there already. */
    BenchSession session(KeepAliveConnection connection, String id) {
        return BenchSession.of(connection, sessions() + "/" + id);
    }

    private String sessions() {
        return "/v2.0/" + credentials.projectId() + "/sessions";
    }

    public URI address() {
        return credentials.url();
    }

    /** Ends it at once, without a word to its drivers. */
    public void kill() {
        process.kill();
    }

    /** Has many callers ask at the same time, each a path of its own. */
    public Crowd crowd(List<String> paths) throws IOException {
        return Crowd.asking(credentials.url(), new HearthClient(credentials).issueToken(), paths);
    }

    /** How long it took from its start until it said that it is ready. */
    public double secondsToReady() {
        return secondsToReady;
    }

    public KeepAliveConnection connect() throws IOException {
        return new KeepAliveConnection(credentials.url(), new HearthClient(credentials).issueToken());
    }

    /** The gateway's process. */
    public ProcFiles files() {
        return new ProcFiles(process.pid());
    }

    /** The process of the one driver. */
    public ProcFiles driver() throws IOException {
        List<ProcessHandle> drivers = process.drivers();
        if (drivers.size() != 1) {
            throw new IOException("there are " + drivers.size() + " drivers, not one");
        }
        return new ProcFiles(drivers.get(0).pid());
    }

    /** Waits until the gateway has the classes of drivers, which it keeps for quicker starts. */
    void awaitKeptClasses() throws IOException {
        Path classes = data.path().resolve("classes");
        Poll.until(() -> kept(classes), found -> found, REHEARSAL);
    }

    private static boolean kept(Path classes) throws IOException {
        if (Files.notExists(classes)) {
            return false;
        }
        try (Stream<Path> files = Files.list(classes)) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith("driver-"));
        }
    }

    /** Waits until that many drivers are warm. */
    public void awaitWarm(int drivers) throws IOException {
        try (KeepAliveConnection connection = connect()) {
            Poll.until(() -> inPool(connection, "ready"), there -> there == drivers, WARM_UP);
        }
    }

    /** As {@link #awaitWarm(int)}, while the client of a session stays connected. */
    public void awaitWarm(int drivers, BenchSession session) throws IOException {
        try (KeepAliveConnection connection = connect()) {
            Poll.until(
                    () -> {
                        session.touch();
                        return inPool(connection, "ready");
                    },
                    there -> there == drivers,
                    WARM_UP);
        }
    }

    /** Waits until a driver of the pool is being warmed. */
    public void awaitWarming() throws IOException {
        try (KeepAliveConnection connection = connect()) {
            Poll.until(() -> inPool(connection, "warming"), there -> there > 0, WARM_UP);
        }
    }

    /** How many drivers are being warmed at this moment. */
    public int warming() throws IOException {
        try (KeepAliveConnection connection = connect()) {
            return inPool(connection, "warming");
        }
    }

    private static int inPool(KeepAliveConnection connection, String state) throws IOException {
        String meter = "hearth_pool_drivers{state=\"" + state + "\"} ";
        String metrics = connection.get("/q/metrics").body();
        return metrics.lines()
                .filter(line -> line.startsWith(meter))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(meter.length())))
                .findFirst()
                .orElseThrow(() -> new IOException("no " + meter));
    }

    /** Waits until the drivers of all sessions that end are gone, so that they take no time from what comes next. */
    public void awaitNoDrivers() throws IOException {
        Poll.until(process::drivers, List::isEmpty, END);
    }

    @Override
    public void close() throws IOException {
        try (data) {
            process.close();
        }
    }
}
