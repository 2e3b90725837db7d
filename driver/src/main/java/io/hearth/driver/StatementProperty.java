package io.hearth.driver;

import java.util.Properties;
import org.apache.spark.TaskContext;
import org.jspecify.annotations.Nullable;

/** The Spark property that travels with every job and says which statement it belongs to. */
final class StatementProperty {

    static final String KEY = "hearth.statement";

    private StatementProperty() {}

    /** The statement whose task runs on the calling thread, or null. */
    static @Nullable String ofTask() {
        TaskContext task = TaskContext.get();
        return task == null ? null : task.getLocalProperty(KEY);
    }

    /** The statement that submitted a job, or null. */
    static @Nullable String ofJob(@Nullable Properties jobProperties) {
        return jobProperties == null ? null : jobProperties.getProperty(KEY);
    }
}
