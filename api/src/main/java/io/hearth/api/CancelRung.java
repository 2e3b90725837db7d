package io.hearth.api;

import java.util.Locale;

/** What ended a statement that was cancelled, from the gentlest means to the last. */
public enum CancelRung {
    WAITING("waiting", "before it ran"),
    COMPILE("compile", "while it was compiled"),
    JOBS("jobs", "by cancelling its Spark jobs"),
    INTERRUPT("interrupt", "by interrupting its thread"),
    LOOP_CHECK("loop-check", "by an error thrown into its code"),
    DRIVER_ENDED("driver-ended", "by ending its driver");

    private final String wireName;
    private final String words;

    CancelRung(String wireName, String words) {
        this.wireName = wireName;
        this.words = words;
    }

    /** How it is called in the value of a cancelled statement's error. */
    public String wireName() {
        return wireName;
    }

    /** What a cancelled statement says: how it was stopped, and how many seconds after it was asked for. */
    public String describe(double seconds) {
        return String.format(Locale.ROOT, "stopped %s (%s) after %.1f s", words, wireName, seconds);
    }
}
