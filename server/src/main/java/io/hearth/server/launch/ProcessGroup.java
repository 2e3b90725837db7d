package io.hearth.server.launch;

import io.hearth.server.session.ProcessReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signals a driver together with everything it started, which shares its process group. */
final class ProcessGroup {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessGroup.class);

    private ProcessGroup() {}

    enum Signal {
        TERM,
        KILL
    }

    /** Uses the shell's own kill: a small system may have no other. Does nothing when the group is gone. The pid must be known to be, or to have just been, the group's leader. */
    static void signal(long leader, Signal signal) {
        try {
            Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -" + signal.name() + " -" + leader)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!kill.waitFor(2, TimeUnit.SECONDS)) {
                LOG.warn("sending {} to the process group {} takes long", signal, leader);
            }
        } catch (IOException e) {
            LOG.warn("cannot send {} to the process group {}", signal, leader, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The process, if it is still the one that was meant and not a later one with the same number. */
    static Optional<ProcessHandle> find(ProcessReference reference) {
        return ProcessHandle.of(reference.pid())
                .filter(handle -> startedAt(handle) == reference.startedAt())
                .filter(ProcessHandle::isAlive);
    }

    /** Whether a process is stopped by a signal, where the system says so ({@code /proc} of Linux). */
    static boolean isStopped(long pid) {
        try {
            // The name of the program, in brackets, may have anything in it; the state follows it.
            String status =
                    Files.readString(Path.of("/proc", String.valueOf(pid), "stat"), StandardCharsets.ISO_8859_1);
            return status.startsWith(" T", status.lastIndexOf(')') + 1);
        } catch (IOException e) {
            // It is gone, or there is no such file on this system.
            return false;
        }
    }

    static ProcessReference reference(ProcessHandle handle) {
        return new ProcessReference(handle.pid(), startedAt(handle));
    }

    private static long startedAt(ProcessHandle handle) {
        return handle.info().startInstant().map(java.time.Instant::toEpochMilli).orElse(0L);
    }
}
