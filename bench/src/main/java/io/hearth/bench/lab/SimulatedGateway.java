package io.hearth.bench.lab;

import io.hearth.bench.seed.Seed;
import io.hearth.bench.sim.DriverIdentity;
import io.hearth.bench.sim.SimulationProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A gateway whose sessions all have simulated drivers, in one process of their own. */
public final class SimulatedGateway implements AutoCloseable {

    /** Code that runs until it is cancelled, and prints meanwhile. */
    public static final String HANG = "hang";

    private static final String DRIVERS_FILE = "simulated-drivers";

    private final BenchGateway gateway;
    private final SimulationProcess simulation;
    private final List<DriverIdentity> drivers;
    private final double secondsToAttach;

    private SimulatedGateway(
            BenchGateway gateway, SimulationProcess simulation, List<DriverIdentity> drivers, double secondsToAttach) {
        this.secondsToAttach = secondsToAttach;
        this.gateway = gateway;
        this.simulation = simulation;
        this.drivers = drivers;
    }

    /**
     * Has a gateway find that many idle sessions, whose drivers then dial in again as after every start of a gateway.
     * Returns when all of them were welcomed.
     */
    static SimulatedGateway start(Path home, int sessions, Map<String, String> settings) throws IOException {
        ScratchDirectory data = ScratchDirectory.create();
        Path file = data.path().resolve(DRIVERS_FILE);
        SimulationProcess simulation = SimulationProcess.start(file);
        try {
            List<DriverIdentity> drivers;
            try (Seed seed = Seed.open(data.path())) {
                drivers = seed.idleSessions(sessions, simulation.handle());
            }
            DriverIdentity.write(file, drivers);
            BenchGateway gateway = BenchGateway.start(home, data, settings);
            long began = System.nanoTime();
            try {
                simulation.attach(gateway.address());
            } catch (IOException e) {
                gateway.kill();
                gateway.close();
                throw e;
            }
            return new SimulatedGateway(gateway, simulation, drivers, (System.nanoTime() - began) / 1e9);
        } catch (IOException | RuntimeException e) {
            simulation.close();
            throw e;
        }
    }

    public BenchGateway gateway() {
        return gateway;
    }

    /** From the moment the drivers knew of the gateway until it had welcomed the last of them. */
    public double secondsToAttach() {
        return secondsToAttach;
    }

    /** How many sessions there are. */
    public int sessions() {
        return drivers.size();
    }

    /** One of the sessions, by its place from 0 on, called over a connection of its own. */
    public BenchSession session(int place) throws IOException {
        return session(gateway.connect(), place);
    }

    /** As {@link #session(int)}, over a connection that is there. */
    public BenchSession session(KeepAliveConnection connection, int place) {
        return gateway.session(connection, drivers.get(place).sessionId());
    }

    /** Throws when a driver lost its connection. */
    public void requireWhole() throws IOException {
        simulation.requireWhole();
    }

    /** Ends both at once: what becomes of the sessions is of no interest. */
    @Override
    public void close() throws IOException {
        gateway.kill();
        simulation.close();
        gateway.close();
    }
}
