package io.hearth.server.launch;

import io.hearth.server.error.GatewayException;
import io.hearth.server.session.ProcessReference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One driver on this machine, from the order to its end. Three parties meet here: the launching thread, whoever stops it,
 * and the system that reports its exit; the monitor of this object decides who came first.
 */
final class LocalDriver {

    private static final Logger LOG = LoggerFactory.getLogger(LocalDriver.class);

    /** Of one that prints nothing for long, how many steps are left out: then a look costs more than it finds. */
    private static final int LONGEST_PAUSE_STEPS = 8;

    private final String id;
    private final Path workDirectory;
    private @Nullable String sessionId;
    private @Nullable Pause pause;
    private List<StreamFollower> followers = List.of();
    private @Nullable ProcessReference process;
    private boolean stopRequested;
    private boolean killed;
    private boolean over;
    private boolean warned;
    private int pauseSteps;
    private int stepsToLeaveOut;

    /** @param sessionId whose output its output is; null while it waits for a session */
    LocalDriver(String id, @Nullable String sessionId, Path workDirectory) {
        this.id = id;
        this.sessionId = sessionId;
        this.workDirectory = workDirectory;
    }

    String id() {
        return id;
    }

    synchronized @Nullable String sessionId() {
        return sessionId;
    }

    /**
     * Gives its output to a session, if it is not the session's. Whoever calls this meanwhile waits until that is done.
     *
     * @param begin makes the output ready, and gives what carries it
     */
    synchronized void assign(String session, Supplier<List<StreamFollower>> begin) {
        if (!session.equals(sessionId)) {
            follow(begin.get());
            sessionId = session;
        }
    }

    Path workDirectory() {
        return workDirectory;
    }

    /** Runs the start, unless somebody stopped the driver before: then empty. */
    synchronized Optional<Process> start(Start start) throws IOException {
        if (stopRequested) {
            return Optional.empty();
        }
        Process started = start.run();
        process = ProcessGroup.reference(started.toHandle());
        return Optional.of(started);
    }

    synchronized void adopted(ProcessReference reference) {
        process = reference;
    }

    /** Returns whether this is the first request. */
    synchronized boolean requestStop() {
        boolean first = !stopRequested;
        stopRequested = true;
        return first;
    }

    /** Signals the process, as long as it was not seen to be gone. */
    synchronized void signal(ProcessGroup.Signal signal) {
        ProcessReference target = process;
        if (target != null && !over) {
            killed = true;
            ProcessGroup.signal(target.pid(), signal);
        }
    }

    /** Ends what the process started and left behind. Called once, when the process is gone. */
    synchronized void over() {
        over = true;
        resume();
        ProcessReference target = process;
        if (target != null) {
            ProcessGroup.signal(target.pid(), ProcessGroup.Signal.KILL);
        }
    }

    /** Stops the process where it is; does nothing to one that is not there or is stopped. */
    synchronized void pause() {
        ProcessReference target = process;
        if (target != null && !over && pause == null) {
            pause = Pause.of(target.pid());
        }
    }

    synchronized void resume() {
        Pause held = pause;
        if (held != null) {
            pause = null;
            held.close();
        }
    }

    /** Whether its process is there, and stopped by whomever. */
    synchronized boolean isStopped() {
        ProcessReference target = process;
        return target != null && !over && ProcessGroup.isStopped(target.pid());
    }

    synchronized boolean wasKilled() {
        return killed;
    }

    synchronized void follow(List<StreamFollower> streams) {
        followers = streams;
        // What comes now is not to wait because there was nothing for long.
        pauseSteps = 0;
        stepsToLeaveOut = 0;
    }

    /** Takes what was printed since the last step. Called several times a second. */
    synchronized void stepLogs() {
        if (stepsToLeaveOut > 0) {
            stepsToLeaveOut--;
            return;
        }
        boolean found = false;
        for (StreamFollower follower : followers) {
            try {
                found |= follower.step();
                warned = false;
            } catch (IOException | RuntimeException e) {
                warn(e);
            }
        }
        pauseSteps = found ? 0 : Math.min(LONGEST_PAUSE_STEPS, pauseSteps + 1);
        stepsToLeaveOut = pauseSteps;
    }

    /** It is tried again several times a second, and said once. */
    private void warn(Exception failure) {
        if (!warned && !GatewayException.isForNow(failure)) {
            warned = true;
            LOG.warn("the output of driver {} cannot be followed for now", id, failure);
        }
    }

    /**
     * Takes the rest of the output; nothing is taken after it.
     *
     * @throws GatewayException UNAVAILABLE when it is to be tried again later
     */
    synchronized void finishLogs() {
        for (StreamFollower follower : followers) {
            try {
                follower.finish();
            } catch (IOException | RuntimeException e) {
                if (e instanceof GatewayException forNow && GatewayException.isForNow(e)) {
                    throw forNow;
                }
                LOG.warn("cannot take the last output of driver {}", id, e);
            }
        }
        followers = List.of();
    }

    @FunctionalInterface
    interface Start {
        Process run() throws IOException;
    }
}
