package io.hearth.driver;

import io.hearth.driver.repl.ShellLines;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.StageInfo;
import org.apache.spark.sql.execution.SQLExecution;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionEnd;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Cancels the Spark jobs that start while a cancelled statement runs, whoever submits them: those of a pool's thread bear
 * the name of the statement that started the thread, and user code may take every name off its jobs. One statement runs at
 * a time, so the time tells, until the statement is over. Thread-safe.
 */
final class JobTracker extends SparkListener {

    /** Spark's news may come after a statement is over, but not after so many more were cancelled. */
    private static final int MOST_CANCELLED = 8;

    private final IntConsumer canceller;

    // Guarded by this.
    private final Map<Integer, Long> startMillis = new HashMap<>();
    private final Map<String, Integer> queryLines = new HashMap<>();
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
            unwanted = cancelled.stream().anyMatch(run -> run.ranAt(start.time()) || isLeftBehind(start, run));
        }
        if (unwanted) {
            canceller.accept(start.jobId());
        }
    }

    /**
     * Whether a job is of code that goes on after its statement, as what waits in a pool does. The name alone does not tell:
     * a thread keeps it and may be at work for a later statement. Called with this object's monitor held.
     */
    private boolean isLeftBehind(SparkListenerJobStart start, StatementRun run) {
        return run.id().equals(StatementProperty.ofJob(start.properties())) && run.has(line(start));
    }

    /** The piece of a cell that a job is of: what SQL submits on threads of its own is known by its query. */
    private int line(SparkListenerJobStart start) {
        String query = start.properties().getProperty(SQLExecution.EXECUTION_ID_KEY());
        int line = query == null ? ShellLines.NONE : queryLines.getOrDefault(query, ShellLines.NONE);
        for (StageInfo stage : CollectionConverters.asJava(start.stageInfos())) {
            line = Math.max(line, ShellLines.newestIn(stage.details()));
        }
        return line;
    }

    @Override
    public synchronized void onOtherEvent(SparkListenerEvent event) {
        if (event instanceof SparkListenerSQLExecutionStart query) {
            queryLines.put(String.valueOf(query.executionId()), ShellLines.newestIn(query.details()));
        } else if (event instanceof SparkListenerSQLExecutionEnd query) {
            queryLines.remove(String.valueOf(query.executionId()));
        }
    }

    @Override
    public synchronized void onJobEnd(SparkListenerJobEnd end) {
        startMillis.remove(end.jobId());
    }
}
