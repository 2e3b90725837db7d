package io.hearth.driver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.Success$;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.StageInfo;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/** Hands Spark's news of jobs and tasks to the statement they belong to. Called on Spark's listener thread alone. */
final class ProgressListener extends SparkListener {

    private final Map<String, StatementProgress> followed = new ConcurrentHashMap<>();
    private final Map<Integer, Job> jobs = new HashMap<>();
    private final Map<Integer, StatementProgress> stages = new HashMap<>();
    private final Set<Integer> ran = new HashSet<>();

    /** Follows a statement's jobs until it is forgotten. Any thread may call this. */
    void follow(String statementId, StatementProgress progress) {
        followed.put(statementId, progress);
    }

    /** Ends {@link #follow}. Any thread may call this. */
    void forget(String statementId) {
        followed.remove(statementId);
    }

    @Override
    public void onJobStart(SparkListenerJobStart start) {
        @Nullable String id = StatementProperty.ofJob(start.properties());
        StatementProgress progress = id == null ? null : followed.get(id);
        if (progress == null) {
            return;
        }
        Job job = new Job(progress, new ArrayList<>());
        jobs.put(start.jobId(), job);
        progress.jobStarted();
        for (StageInfo stage : CollectionConverters.asJava(start.stageInfos())) {
            if (stages.putIfAbsent(stage.stageId(), progress) == null) {
                job.stageIds().add(stage.stageId());
                progress.stageAdded(stage.numTasks());
            }
        }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
        StatementProgress progress = stages.get(end.stageId());
        if (progress != null && end.reason() == Success$.MODULE$) {
            progress.taskEnded(
                    end.taskMetrics() == null
                            ? 0
                            : end.taskMetrics().inputMetrics().recordsRead());
        }
    }

    @Override
    public void onStageCompleted(SparkListenerStageCompleted completed) {
        StatementProgress progress = stages.get(completed.stageInfo().stageId());
        if (progress != null && ran.add(completed.stageInfo().stageId())) {
            progress.stageEnded();
        }
    }

    @Override
    public void onJobEnd(SparkListenerJobEnd end) {
        Job job = jobs.remove(end.jobId());
        if (job != null) {
            job.stageIds().forEach(stages::remove);
            long skipped =
                    job.stageIds().stream().filter(stage -> !ran.remove(stage)).count();
            job.progress().jobEnded((int) skipped);
        }
    }

    private record Job(StatementProgress progress, List<Integer> stageIds) {}
}
