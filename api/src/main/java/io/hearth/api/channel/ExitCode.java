package io.hearth.api.channel;

/**
 * The exit codes that the driver itself ends its process with. A code tells less than the {@code Ending} in
 * {@link DriverSpec#ENDING_FILE}, which has the last word: user code may exit with any of these.
 */
public final class ExitCode {

    /** Asked to end, or the SparkContext was stopped. */
    public static final int NORMAL = 0;

    /** The SparkSession or the compiler could not be started; the stack trace is on stderr. */
    public static final int START_FAILED = 1;

    /** The heap or the metaspace is exhausted; the same code as Spark's own. */
    public static final int OUT_OF_MEMORY = 52;

    /** No gateway for longer than the lease, or one that does not know this driver. */
    public static final int LOST = 61;

    /** User code called System.exit and the JVM's hooks did not finish in time, so that its own code is lost. */
    public static final int HOOKS_HUNG = 62;

    /** A statement that was cancelled could not be stopped in any other way. */
    public static final int CANCEL_FAILED = 63;

    /** The driver could not start for want of space on a disk, where the file with its ending may find none either. */
    public static final int NO_SPACE = 64;

    private ExitCode() {}
}
