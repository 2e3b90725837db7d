package io.hearth.server.config;

import com.sun.management.OperatingSystemMXBean;
import io.hearth.api.MemorySize;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What computed defaults are computed from.
 *
 * @param memory what the machine, or the container around the gateway, has in all
 * @param processors how many processors the machine, or that container, has
 * @param java the command that runs the gateway
 * @param home the directory of the distribution with {@code lib} and {@code spark} in it; empty when the gateway runs
 *     from somewhere else, as in a test
 */
public record Surroundings(MemorySize memory, int processors, Path java, Optional<Path> home) {

    /** Names the distribution's directory in the environment; set by the start script. */
    static final String HOME_VARIABLE = "HEARTH_HOME";

    /** @param home the value of HEARTH_HOME, empty when it is not set */
    static Surroundings ofThisProcess(Optional<String> home) {
        // Containers' limits count: this bean reads the control group's.
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new Surroundings(
                new MemorySize(system.getTotalMemorySize()),
                Runtime.getRuntime().availableProcessors(),
                java,
                home.map(directory -> Path.of(directory).toAbsolutePath().normalize()));
    }

    /** Rounded down to whole mebibytes. */
    String percentOfMemory(int percent) {
        return memory.mebibytes() * percent / 100 + "m";
    }
}
