package io.hearth.driver;

import java.util.function.Consumer;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Notices what ends a driver from within Spark. Called on Spark's listener thread. */
final class ContextListener extends SparkListener {

    private final boolean local;
    private final Runnable onStopped;
    private final Consumer<MemoryDeath> onMemoryDeath;

    ContextListener(SparkContext context, Runnable onStopped, Consumer<MemoryDeath> onMemoryDeath) {
        this.local = context.isLocal();
        this.onStopped = onStopped;
        this.onMemoryDeath = onMemoryDeath;
    }

    @Override
    public void onApplicationEnd(SparkListenerApplicationEnd end) {
        onStopped.run();
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
        if (local && end.reason() instanceof ExceptionFailure failure) {
            MemoryDeath death = MemoryDeath.named(failure.className(), failure.description());
            if (death != null) {
                onMemoryDeath.accept(death);
            }
        }
    }
}
