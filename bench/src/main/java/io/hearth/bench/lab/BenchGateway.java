package io.hearth.bench.lab;

import io.hearth.cli.client.Credentials;
import io.hearth.cli.client.HearthClient;
import io.hearth.testkit.GatewayProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A gateway that was started for one row, with a data directory of its own that goes with it. */
public final class BenchGateway implements AutoCloseable {

    private static final Duration END = Duration.ofSeconds(30);

    private final GatewayProcess process;
    private final Credentials credentials;
    private final ScratchDirectory data;

    private BenchGateway(GatewayProcess process, Credentials credentials, ScratchDirectory data) {
        this.process = process;
        this.credentials = credentials;
        this.data = data;
    }

    /** @param home the distribution's directory */
    static BenchGateway start(Path home) throws IOException {
        ScratchDirectory data = ScratchDirectory.create();
        try {
            GatewayProcess process = GatewayProcess.start(home, data.path(), Map.of());
            return new BenchGateway(process, Credentials.read(data.path().resolve(Credentials.FILE_NAME)), data);
        } catch (IOException | RuntimeException e) {
            data.close();
            throw e;
        }
    }

    /** Starts a session and waits until it is idle. */
    public BenchSession session() throws IOException {
        return BenchSession.start(connect(), "/v2.0/" + credentials.projectId() + "/sessions");
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
