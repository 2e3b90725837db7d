package io.hearth.api.channel;

/** Whether loops of statements ask if they were cancelled. */
public enum LoopChecks {
    /** They do, which costs the tightest of them some percent. */
    ON,
    /** They do not: one that heeds nothing else ends with its driver. */
    OFF
}
