package io.hearth.driver;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkException;
import org.apache.spark.scheduler.DAGSchedulerEvent;
import org.apache.spark.scheduler.JobListener;
import org.apache.spark.scheduler.JobSubmitted;
import org.apache.spark.scheduler.MapStageSubmitted;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that Spark's scheduler has yet to look at. It takes its orders in turn, and each of thousands of jobs costs it
 * more than the one before: a cancel that waits behind them comes minutes too late. Thread-safe.
 */
final class QueuedJobs {

    private final SparkContext context;
    private final String reason;

    QueuedJobs(SparkContext context, String reason) {
        this.context = context;
        this.reason = reason;
    }

    /** Fails those that a run submitted, as if they had been cancelled. Another Spark than ours may not let that happen. */
    void drop(StatementRun run) {
        List<JobListener> dropped = new ArrayList<>();
        try {
            // Not a part of Spark's interface, but of its classes, for many versions.
            context.dagScheduler()
                    .eventProcessLoop()
                    .org$apache$spark$util$EventLoop$$eventQueue()
                    .removeIf(event -> {
                        JobListener listener = listenerIn(event, run);
                        return listener != null && dropped.add(listener);
                    });
        } catch (LinkageError e) {
            System.err.println(
                    "hearth-driver: jobs that Spark has not begun wait for their turn to be cancelled: " + e);
        }
        if (!dropped.isEmpty()) {
            fail(dropped);
        }
    }

    private static @Nullable JobListener listenerIn(DAGSchedulerEvent event, StatementRun run) {
        if (event instanceof JobSubmitted job) {
            return run.id().equals(StatementProperty.ofJob(job.properties())) ? job.listener() : null;
        }
        if (event instanceof MapStageSubmitted stage) {
            return run.id().equals(StatementProperty.ofJob(stage.properties())) ? stage.listener() : null;
        }
        return null;
    }

    /** On a thread of its own: what waits for a job may be code of the user. */
    private void fail(List<JobListener> dropped) {
        Thread thread = new Thread(
                () -> dropped.forEach(listener -> listener.jobFailed(new SparkException(reason))),
                "hearth-dropped-jobs");
        thread.setDaemon(true);
        thread.start();
    }
}
