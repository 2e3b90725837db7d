package io.hearth.driver;

import org.apache.spark.TaskContext;

/** What a thread has to do with Spark's tasks. */
enum TaskState {
    /** It runs none. */
    NONE,
    /** It runs one whose result somebody waits for. */
    WANTED,
    /** It runs one that Spark was told to end, as those of cancelled jobs. */
    KILLED;

    static TaskState ofThread() {
        TaskContext task = TaskContext.get();
        if (task == null) {
            return NONE;
        }
        return task.isInterrupted() ? KILLED : WANTED;
    }
}
