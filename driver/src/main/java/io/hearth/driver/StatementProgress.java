package io.hearth.driver;

import io.hearth.api.channel.DriverFrame.Work;

/**
 * How far one statement is. Called on Spark's listener thread alone.
 *
 * <p>How many jobs follow is not known, so a statement nears 1 without reaching it: the jobs that run at the same time
 * share nine tenths of what is left.
 */
final class StatementProgress {

    private static final double SHARE = 0.9;

    private final Sink sink;
    private double base;
    private int activeJobs;
    private long tasks;
    private long done;
    private double said;
    private int jobs;
    private int jobsDone;
    private int stages;
    private int stagesDone;
    private long allTasks;
    private long allDone;
    private long rows;

    /** Takes how far a statement is: a fraction that only grows, and what it stands for. */
    @FunctionalInterface
    interface Sink {
        void accept(double fraction, Work work);
    }

    StatementProgress(Sink sink) {
        this.sink = sink;
    }

    void jobStarted() {
        activeJobs++;
        jobs++;
    }

    void stageAdded(int stageTasks) {
        tasks += stageTasks;
        allTasks += stageTasks;
        stages++;
        say(said);
    }

    void stageEnded() {
        stagesDone++;
        say(said);
    }

    /** @param rowsRead how many rows the task read from outside */
    void taskEnded(long rowsRead) {
        done++;
        allDone++;
        rows += rowsRead;
        say(base + (1 - base) * SHARE * Math.min(1, done / (double) Math.max(1, tasks)));
    }

    /** @param skippedStages how many of the job's stages never ran, for what they make was there */
    void jobEnded(int skippedStages) {
        activeJobs--;
        jobsDone++;
        stagesDone += skippedStages;
        if (activeJobs == 0) {
            base += (1 - base) * SHARE;
            tasks = 0;
            done = 0;
            allTasks = allDone;
        }
        say(activeJobs == 0 ? base : said);
    }

    private void say(double fraction) {
        said = Math.max(said, fraction);
        sink.accept(said, new Work(jobs, jobsDone, stages, stagesDone, allTasks, allDone, rows));
    }
}
