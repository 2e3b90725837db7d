package io.hearth.driver;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;

/**
 * Stops a statement, with stronger means each time: first its Spark jobs, then its thread, again and again. Thread-safe.
 *
 * <p>The rungs that belong above these, for code that heeds neither, are a check in the code's own loops and the end of
 * the driver.
 */
final class CancelLadder implements AutoCloseable {

    private static final long JOBS_GRACE_MILLIS = 250;
    private static final long INTERRUPT_PAUSE_MILLIS = 500;
    private static final String REASON = "the statement was cancelled";

    private final SparkContext context;
    private final JobTracker jobs;
    private final ScheduledExecutorService climber = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "hearth-cancel");
        thread.setDaemon(true);
        return thread;
    });

    /** A ladder for the statements of a context, which it begins to listen to. */
    CancelLadder(SparkContext context) {
        this.context = context;
        this.jobs = new JobTracker(job -> context.cancelJob(job, REASON));
        context.addSparkListener(jobs);
    }

    /** Begins to stop a run for which {@link StatementRun#cancel} said true. */
    void climb(StatementRun run) {
        climber.execute(() -> {
            try {
                cancelJobs(run);
            } finally {
                interruptIn(JOBS_GRACE_MILLIS, run);
            }
        });
    }

    private void cancelJobs(StatementRun run) {
        if (!context.isStopped()) {
            // By tag, too: user code may have set a job group of its own. And by time: jobs may bear neither.
            context.cancelJobGroupAndFutureJobs(run.id(), REASON);
            context.cancelJobsWithTag(run.id(), REASON);
            jobs.cancel(run);
        }
    }

    private void interrupt(StatementRun run) {
        if (!run.isOver()) {
            run.interrupt();
            interruptIn(INTERRUPT_PAUSE_MILLIS, run);
        }
    }

    private void interruptIn(long millis, StatementRun run) {
        ScheduledFuture<?> unused = climber.schedule(() -> interrupt(run), millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        climber.shutdownNow();
    }
}
