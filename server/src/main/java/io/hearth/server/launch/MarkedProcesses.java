package io.hearth.server.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes of a driver, also those that left its process group, as a child in a session of its own does. They are found by a
 * mark that they inherit in their environment, where the system shows it ({@code /proc} of Linux).
 */
final class MarkedProcesses {

    /** The variable that carries the driver's id. */
    static final String MARK = "HEARTH_DRIVER";

    private static final Logger LOG = LoggerFactory.getLogger(MarkedProcesses.class);
    private static final String KILL_MARKED = """
            for file in /proc/[0-9]*/environ; do
                if grep -qsaF -e "$1" "$file"; then
                    process=${file%/environ}
                    kill -KILL "${process#/proc/}"
                fi
            done""";
    private static final Path PROCESSES = Path.of("/proc");

    private MarkedProcesses() {}

    /** The one that was there first, which is the driver's own; empty when there is none, or none that this account may look at. */
    static Optional<ProcessHandle> first(String driverId) {
        String mark = MARK + "=" + driverId;
        return ProcessHandle.allProcesses()
                .filter(process -> isMarked(process.pid(), mark))
                .min(Comparator.<ProcessHandle, Instant>comparing(
                                process -> process.info().startInstant().orElse(Instant.MAX))
                        .thenComparing(ProcessHandle::pid));
    }

    /** Kills them all. The driver itself must be gone. */
    static void end(String driverId, Optional<OtherAccount> account) {
        String mark = MARK + "=" + driverId;
        // Root of a container may not see the environment of other accounts; the account itself does.
        account.ifPresent(other -> other.runAs("sh", "-c", KILL_MARKED, "sh", mark));
        ProcessHandle.allProcesses()
                .filter(process -> isMarked(process.pid(), mark))
                .forEach(process -> {
                    LOG.info("process {} outlived its driver {} and is killed", process.pid(), driverId);
                    process.destroyForcibly();
                });
    }

    private static boolean isMarked(long pid, String mark) {
        Path environment = PROCESSES.resolve(String.valueOf(pid)).resolve("environ");
        try {
            return new String(Files.readAllBytes(environment), StandardCharsets.ISO_8859_1).contains(mark);
        } catch (IOException e) {
            // It ended meanwhile, it belongs to someone else, or there is no such file on this system.
            return false;
        }
    }
}
