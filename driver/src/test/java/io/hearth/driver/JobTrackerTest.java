package io.hearth.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.spark.scheduler.JobSucceeded$;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.StageInfo;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

class JobTrackerTest {

    private final List<Integer> cancelled = new ArrayList<>();
    private final JobTracker tracker = new JobTracker(cancelled::add);
    private final StatementRun run = new StatementRun("r");
    private final long now = System.currentTimeMillis();

    private void start(int job, long millis) {
        tracker.onJobStart(new SparkListenerJobStart(
                job, millis, CollectionConverters.<StageInfo>asScala(List.of()).toSeq(), new Properties()));
    }

    @Test
    void activeJobsThatStartedWithTheStatementAreCancelled() {
        start(0, now - 60_000);
        start(1, now);
        start(2, now);
        tracker.onJobEnd(new SparkListenerJobEnd(2, now, JobSucceeded$.MODULE$));
        assertThat(cancelled).isEmpty();
        tracker.cancel(run);
        assertThat(cancelled).containsExactly(1);
    }

    @Test
    void jobsThatStartAfterTheCancelAreCancelledUntilTheStatementIsOver() {
        tracker.cancel(run);
        start(0, now);
        run.finish();
        start(1, now + 60_000);
        assertThat(cancelled).containsExactly(0);
    }

    @Test
    void newsOfAJobMayComeAfterTheEndOfItsStatement() throws Exception {
        tracker.cancel(run);
        Thread.sleep(5);
        run.finish();
        start(0, now);
        assertThat(cancelled).containsExactly(0);
    }
}
