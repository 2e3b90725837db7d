package io.hearth.driver;

import io.hearth.api.CancelRung;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.spark.SparkContext;

/**
 * Stops a statement, with stronger means each time: first its Spark jobs, then its thread, again and again, then an error
 * thrown into its code, at last the driver. Thread-safe.
 */
final class CancelLadder implements AutoCloseable {

    private static final long JOBS_GRACE_MILLIS = 250;
    private static final long INTERRUPT_PAUSE_MILLIS = 500;

    /** Enough for code that winds up when it is interrupted, as Spark's own does. */
    private static final long LOOP_CHECK_MILLIS = 1_500;

    /** How long threads and tasks are looked for that a statement left behind when it was over. */
    private static final long SWEEP_MILLIS = 2_000;

    private static final String REASON = "the statement was cancelled";

    private final SparkContext context;
    private final JobTracker jobs;
    private final QueuedJobs queued;
    private final LoopGuard guard;
    private final long lastRungMillis;
    private final Consumer<StatementRun> lastRung;
    private final ScheduledExecutorService climber = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "hearth-cancel");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * A ladder for the statements of a context, which it begins to listen to.
     *
     * @param lastRungMillis how long after its cancel a statement is given up, milliseconds
     * @param lastRung called for one that is, to end the driver
     */
    CancelLadder(SparkContext context, LoopGuard guard, long lastRungMillis, Consumer<StatementRun> lastRung) {
        this.context = context;
        this.guard = guard;
        this.lastRungMillis = lastRungMillis;
        this.lastRung = lastRung;
        this.jobs = new JobTracker(job -> context.cancelJob(job, REASON));
        this.queued = new QueuedJobs(context, REASON);
        context.addSparkListener(jobs);
    }

    /** Begins to stop a run for which {@link StatementRun#cancel} said true. */
    void climb(StatementRun run) {
        climber.execute(() -> {
            try {
                cancelJobs(run);
            } finally {
                in(JOBS_GRACE_MILLIS, () -> interrupt(run));
                in(LOOP_CHECK_MILLIS, () -> checkLoops(run));
                in(lastRungMillis, () -> giveUp(run));
            }
        });
    }

    /** A cancelled run is over; what it left behind is not. Called before the next one begins. */
    void sweep(StatementRun run) {
        queued.drop(run);
        Set<Thread> left = LoopGuard.threadsOf(run);
        climber.execute(() -> guard.watch(run, left));
        in(SWEEP_MILLIS, () -> guard.leave(run));
    }

    private void cancelJobs(StatementRun run) {
        if (!context.isStopped()) {
            queued.drop(run);
            // By tag, too: user code may have set a job group of its own. And by time: jobs may bear neither.
            context.cancelJobGroup(run.id(), REASON);
            context.cancelJobsWithTag(run.id(), REASON);
            jobs.cancel(run);
        }
    }

    private void interrupt(StatementRun run) {
        if (!run.isOver()) {
            run.interrupt();
            queued.drop(run);
            in(INTERRUPT_PAUSE_MILLIS, () -> interrupt(run));
        }
    }

    private void checkLoops(StatementRun run) {
        if (!run.isOver()) {
            guard.watch(run, Set.of());
        }
    }

    private void giveUp(StatementRun run) {
        if (run.reach(CancelRung.DRIVER_ENDED)) {
            lastRung.accept(run);
        }
    }

    private void in(long millis, Runnable step) {
        ScheduledFuture<?> unused = climber.schedule(step, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        climber.shutdownNow();
    }
}
