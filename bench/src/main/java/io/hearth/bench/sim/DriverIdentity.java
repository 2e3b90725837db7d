package io.hearth.bench.sim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A driver that a gateway expects, and the session that it holds. */
public record DriverIdentity(String driverId, String secret, String sessionId) {

    /** Writes a file, a driver a line. */
    public static void write(Path file, List<DriverIdentity> drivers) throws IOException {
        Files.write(
                file,
                drivers.stream()
                        .map(driver -> driver.driverId + " " + driver.secret + " " + driver.sessionId)
                        .toList());
    }

    static List<DriverIdentity> read(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> line.split(" ", -1))
                .map(words -> new DriverIdentity(words[0], words[1], words[2]))
                .toList();
    }

    @Override
    public String toString() {
        return "DriverIdentity[" + driverId + "]";
    }
}
