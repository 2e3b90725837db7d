package io.hearth.server.launch;

import io.hearth.server.session.ProcessReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * Tells when processes end that are no children of this one. The system tells only parents of an exit at once, so all of them are
 * asked again and again, by one timer; drivers that share a process are one question. Thread-safe.
 */
final class ProcessWatch {

    private final Executor executor;
    private final Map<ProcessReference, Watched> watched = new HashMap<>();

    /** @param executor does what is to be done when a process has ended */
    ProcessWatch(Executor executor) {
        this.executor = executor;
    }

    private record Watched(ProcessHandle process, List<Runnable> whenGone) {}

    /** Does something when the process has ended, also when it has by now. */
    synchronized void add(ProcessHandle process, Runnable whenGone) {
        watched.computeIfAbsent(ProcessGroup.reference(process), reference -> new Watched(process, new ArrayList<>()))
                .whenGone()
                .add(whenGone);
    }

    /** Looks once. Called several times a second. */
    void look() {
        takeGone().forEach(executor::execute);
    }

    private synchronized List<Runnable> takeGone() {
        List<Runnable> gone = new ArrayList<>();
        watched.values().removeIf(one -> {
            if (one.process().isAlive()) {
                return false;
            }
            gone.addAll(one.whenGone());
            return true;
        });
        return gone;
    }
}
