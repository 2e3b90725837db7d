package io.hearth.server.launch;

import io.hearth.server.session.ProcessReference;
import java.io.IOException;
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

    static ProcessReference reference(ProcessHandle handle) {
        return new ProcessReference(handle.pid(), startedAt(handle));
    }

    private static long startedAt(ProcessHandle handle) {
        return handle.info().startInstant().map(java.time.Instant::toEpochMilli).orElse(0L);
    }
}
