package io.hearth.bench.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where rows measure.
 *
 * @param home the distribution's directory
 */
public record Lab(Path home, Effort effort) {

    /** How often things are measured. */
    public enum Effort {
        /** Enough for numbers to be published. */
        FULL,
        /** Enough to see that a row works. */
        QUICK
    }

    /** How often something is measured, which depends on the effort. */
    public int times(int full, int quick) {
        return switch (effort) {
            case FULL -> full;
            case QUICK -> quick;
        };
    }

    public BenchGateway startGateway() throws IOException {
        return BenchGateway.start(home);
    }

    /**
     * Starts a gateway that keeps the classes of drivers for quicker starts, as one does that nobody configured, and waits
     * until it has them.
     *
     * @param warmDrivers how many drivers it keeps warm for sessions that ask for nothing in particular
     */
    public BenchGateway startGatewayAsUsual(int warmDrivers) throws IOException {
        String pool = warmDrivers == 0 ? "" : "default=%d-%d".formatted(warmDrivers, warmDrivers);
        BenchGateway gateway = BenchGateway.start(
                home, ScratchDirectory.create(), Map.of("launch.class-archive", "auto", "pool.queues", pool));
        try {
            gateway.awaitKeptClasses();
        } catch (IOException e) {
            gateway.close();
            throw e;
        }
        return gateway;
    }

    /** Starts a gateway on data that are there, which go with it. */
    public BenchGateway startGateway(ScratchDirectory data) throws IOException {
        return BenchGateway.start(home, data, Map.of());
    }

    /** Starts a gateway with that many idle sessions, all with simulated drivers. */
    public SimulatedGateway startSimulated(int sessions) throws IOException {
        return SimulatedGateway.start(home, sessions, Map.of());
    }
}
