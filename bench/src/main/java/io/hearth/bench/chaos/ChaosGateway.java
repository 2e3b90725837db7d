package io.hearth.bench.chaos;

import io.hearth.testkit.FreePort;
import io.hearth.testkit.GatewayProcess;
import io.hearth.testkit.TroubledRelay;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One gateway, which dies and is started again at the same address with the same data, and the network that its drivers and the
 * other gateways reach it through; clients reach it straight. Thread-safe.
 */
final class ChaosGateway implements AutoCloseable {

    private final Path home;
    private final Path data;
    private final Map<String, String> settings;
    private final int port;
    private final TroubledRelay network;
    private @Nullable GatewayProcess process;
    private boolean paused;

    ChaosGateway(Path home, Path data, Map<String, String> shared) throws IOException {
        this.home = home;
        this.data = Files.createDirectories(data);
        this.port = FreePort.find();
        this.network = TroubledRelay.to(port);
        this.settings = new HashMap<>(shared);
        settings.put("server.port", String.valueOf(port));
        settings.put("gateway.url", "http://127.0.0.1:" + network.port());
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    TroubledRelay network() {
        return network;
    }

    Path drivers() {
        return data.resolve("drivers");
    }

    Path data() {
        return data;
    }

    synchronized boolean isRunning() {
        return process != null && Signals.isAlive(process.pid());
    }

    /** Starts it unless it runs. */
    synchronized void start() throws IOException {
        if (!isRunning()) {
            process = GatewayProcess.start(home, data, settings);
            paused = false;
        }
    }

    /** Sends a signal that ends it, unless it does not run. */
    synchronized void signal(String name) throws IOException, InterruptedException {
        if (process != null) {
            Signals.send(name, process.pid());
        }
    }

    synchronized void pause() throws IOException, InterruptedException {
        signal("STOP");
        paused = true;
    }

    /** Lets it go on; does nothing to one that does not stand still. */
    synchronized void resume() throws IOException, InterruptedException {
        if (paused) {
            paused = false;
            signal("CONT");
        }
    }

    /** What it said on its standard error, over all its lives. */
    List<String> log() throws IOException {
        Path log = data.resolve("gateway.log");
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    /** Ends it as a service manager does. */
    @Override
    public synchronized void close() {
        network.close();
        if (process != null) {
            process.close();
        }
    }
}
