package io.hearth.server.config;

/** Whether the classes of drivers are kept for quicker starts. */
public enum ClassArchiveUse {
    /** They are, as soon as the machine has time for it. */
    AUTO,
    /** They are not, and those that are there are not used. */
    OFF
}
