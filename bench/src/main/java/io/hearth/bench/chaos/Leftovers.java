package io.hearth.bench.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What should be gone with the sessions.
 *
 * @param processes of drivers
 * @param files work directories of drivers
 */
record Leftovers(List<String> processes, List<String> files) {

    static Leftovers find(Cluster cluster) throws IOException {
        List<String> processes =
                cluster.drivers().find().stream().map(String::valueOf).toList();
        List<String> files = new ArrayList<>();
        for (ChaosGateway gateway : cluster.gateways()) {
            Path drivers = gateway.drivers();
            if (Files.exists(drivers)) {
                try (Stream<Path> found = Files.list(drivers)) {
                    found.map(Path::toString).forEach(files::add);
                }
            }
        }
        return new Leftovers(processes, files);
    }
}
