package io.hearth.driver;

import java.util.function.DoubleConsumer;

/**
 * How far one statement is. Called on Spark's listener thread alone.
 *
 * <p>How many jobs follow is not known, so a statement nears 1 without reaching it: the jobs that run at the same time
 * share nine tenths of what is left.
 */
final class StatementProgress {

    private static final double SHARE = 0.9;

    private final DoubleConsumer sink;
    private double base;
    private int activeJobs;
    private long tasks;
    private long done;
    private double said;

    /** Progress that is said to a sink as a fraction that only grows. */
    StatementProgress(DoubleConsumer sink) {
        this.sink = sink;
    }

    void jobStarted() {
        activeJobs++;
    }

    void stageAdded(int stageTasks) {
        tasks += stageTasks;
    }

    void taskEnded() {
        done++;
        say(base + (1 - base) * SHARE * Math.min(1, done / (double) Math.max(1, tasks)));
    }

    void jobEnded() {
        activeJobs--;
        if (activeJobs == 0) {
            base += (1 - base) * SHARE;
            tasks = 0;
            done = 0;
            say(base);
        }
    }

    private void say(double fraction) {
        if (fraction > said) {
            said = fraction;
            sink.accept(fraction);
        }
    }
}
