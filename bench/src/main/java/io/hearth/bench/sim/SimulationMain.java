package io.hearth.bench.sim;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The process of the simulated drivers. Its only argument is the file that says who they are. */
public final class SimulationMain {

    /** What it says when every driver was welcomed. */
    public static final String ATTACHED = "attached";

    private SimulationMain() {}

    public static void main(String[] arguments) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String address = orders.readLine();
        if (address == null) {
            return;
        }
        // Read now: whoever wrote it did so before the address was known.
        Simulation simulation =
                new Simulation(URI.create(address), DriverIdentity.read(Path.of(arguments[0])), SimulationMain::say);
        Thread loop = new Thread(() -> run(simulation), "simulation");
        loop.setDaemon(true);
        loop.start();
        String more = orders.readLine();
        while (more != null) {
            more = orders.readLine();
        }
    }

    private static void run(Simulation simulation) {
        try {
            simulation.run();
        } catch (IOException | RuntimeException e) {
            say("failed: " + e);
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
