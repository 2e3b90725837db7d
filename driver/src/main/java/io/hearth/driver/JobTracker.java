package io.hearth.driver;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;

/**
 * Cancels the Spark jobs that start while a cancelled statement runs, whoever submits them: those of a pool's thread bear
 * the name of the statement that started the thread, and user code may take every name off its jobs. One statement runs at
 * a time, so the time tells. Thread-safe.
 */
final class JobTracker extends SparkListener {

    /** Spark's news may come after a statement is over, but not after so many more were cancelled. */
    private static final int MOST_CANCELLED = 8;

    private final IntConsumer canceller;

    // Guarded by this.
    private final Map<Integer, Long> startMillis = new HashMap<>();
    private final Deque<StatementRun> cancelled = new ArrayDeque<>();

    /** A tracker that has jobs cancelled, by their ids, on the thread that asks or Spark's listener thread. */
    JobTracker(IntConsumer canceller) {
        this.canceller = canceller;
    }

    /** Cancels a run's jobs, those that it started and, until it is over, those that it will. */
    void cancel(StatementRun run) {
        List<Integer> jobs;
        synchronized (this) {
            cancelled.addLast(run);
            if (cancelled.size() > MOST_CANCELLED) {
                cancelled.removeFirst();
            }
            jobs = startMillis.entrySet().stream()
                    .filter(job -> run.ranAt(job.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
        }
        jobs.forEach(canceller::accept);
    }

    @Override
    public void onJobStart(SparkListenerJobStart start) {
        boolean unwanted;
        synchronized (this) {
            startMillis.put(start.jobId(), start.time());
            unwanted = cancelled.stream().anyMatch(run -> run.ranAt(start.time()));
        }
        if (unwanted) {
            canceller.accept(start.jobId());
        }
    }

    @Override
    public synchronized void onJobEnd(SparkListenerJobEnd end) {
        startMillis.remove(end.jobId());
    }
}
