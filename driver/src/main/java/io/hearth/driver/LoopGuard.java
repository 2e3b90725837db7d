package io.hearth.driver;

import io.hearth.api.CancelRung;
import io.hearth.driver.repl.LoopCheck;
import io.hearth.driver.repl.ShellLines;
import io.hearth.driver.repl.StatementStopped;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Throws {@link StatementStopped} in the threads of cancelled statements, wherever their code passes a {@link LoopCheck}; other
 * threads go on, among them those that an earlier statement left behind on purpose. Thread-safe; one per process.
 */
final class LoopGuard {

    private final Supplier<TaskState> task;
    private final Supplier<@Nullable String> startedBy;
    private final Map<StatementRun, Set<Thread>> watched = new ConcurrentHashMap<>();

    /**
     * A guard that watches nobody.
     *
     * @param task what the calling thread has to do with Spark's tasks
     * @param startedBy the id of the run that started the calling thread, directly or not, or null
     */
    LoopGuard(Supplier<TaskState> task, Supplier<@Nullable String> startedBy) {
        this.task = task;
        this.startedBy = startedBy;
    }

    /** Threads that are at work for a run. What it defined may soon be at work for others, on other threads. */
    static Set<Thread> threadsOf(StatementRun run) {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> run.has(ShellLines.newestIn(thread.getValue())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /**
     * Ends a cancelled run's code from now on.
     *
     * @param left of a run that is over: {@link #threadsOf} it when it ended
     */
    synchronized void watch(StatementRun run, Set<Thread> left) {
        watched.put(run, left);
        LoopCheck.arm(this::check);
    }

    /** Leaves the threads of a run alone. */
    synchronized void leave(StatementRun run) {
        if (watched.remove(run) != null && watched.isEmpty()) {
            LoopCheck.disarm();
        }
    }

    private void check() {
        watched.forEach((run, left) -> {
            if (isUnwanted(run, left)) {
                if (Thread.currentThread() == run.thread()) {
                    run.reach(CancelRung.LOOP_CHECK);
                }
                throw stopped();
            }
        });
    }

    private boolean isUnwanted(StatementRun run, Set<Thread> left) {
        if (Thread.currentThread() == run.thread()) {
            return !run.isOver();
        }
        return switch (task.get()) {
            // Whatever its name says: a pool's thread keeps that of the statement that started it.
            case KILLED -> true;
            case WANTED -> false;
            case NONE -> isAtWorkFor(run, left);
        };
    }

    private boolean isAtWorkFor(StatementRun run, Set<Thread> left) {
        int line = ShellLines.newestOnStack();
        boolean started = run.id().equals(startedBy.get());
        if (!run.isOver()) {
            return started || run.has(line);
        }
        // Pieces before the last are done, and later statements may call what they define.
        return run.endedIn(line) || (run.has(line) && (started || left.contains(Thread.currentThread())));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> RuntimeException stopped() throws T {
        throw (T) new StatementStopped();
    }
}
