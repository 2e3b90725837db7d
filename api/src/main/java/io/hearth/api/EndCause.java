package io.hearth.api;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a session ended. Every session in a final state has exactly one, and each comes with advice.
 *
 * <p>A cause that came later than the first version is a kind of one that was there: between neighbouring versions, and in
 * the database that they share, it is written as that one, with its own name beside it for those that know it.
 */
public enum EndCause {
    DELETED("The session was deleted on request.", "Nothing is wrong. Create a new session to go on."),
    IDLE_TIMEOUT(
            "The session was idle for longer than its time-out.",
            "Create a new session, with a larger heartbeatTimeoutInSecond if it is to wait longer."),
    GATEWAY_STOPPED(
            "The gateway was stopped and ended its sessions.", "Create a new session once the gateway is back."),
    USER_CODE_EXITED(
            "A statement ended the driver's process, for example with System.exit.",
            "Remove the call from the code; a session is ended with DELETE."),
    SPARK_CONTEXT_STOPPED(
            "A statement stopped the SparkContext, which cannot be started again in the same session.",
            "Remove sc.stop() or spark.stop() from the code; a session is ended with DELETE."),
    DRIVER_OUT_OF_MEMORY(
            "The driver ran out of memory.",
            "Bring less data to the driver (collect, toPandas, broadcast), or create the session with more driverMemory."),
    DRIVER_OUT_OF_METASPACE(
            DRIVER_OUT_OF_MEMORY,
            "The driver ran out of metaspace, the memory in which a JVM keeps classes.",
            "Load and generate fewer classes in one session; driverMemory does not help, the bound is the -XX:MaxMetaspaceSize or -XX:CompressedClassSpaceSize that drivers are started with."),
    DRIVER_KILLED(
            "The driver's process was killed by a signal from outside.",
            "Look for the system's out-of-memory killer or an operator in the machine's own log."),
    DRIVER_CRASHED(
            "The driver's process crashed in native code.",
            "The session's log holds what the JVM said; native libraries of the user's packages are the usual suspects."),
    CANCEL_ENDED_DRIVER(
            "A statement that was cancelled did not stop, so its driver was ended; values and definitions are lost.",
            "Create a new session; give calls that can block for ever a time-out, which native code and sockets need."),
    DRIVER_EXITED(
            "The driver's process ended by itself.", "The end of the session's log says what the process said last."),
    LAUNCH_FAILED(
            "The driver could not start.",
            "The session's log holds what it said; a property in conf or a size that the machine does not have are the usual reasons."),
    CONF_REJECTED(
            LAUNCH_FAILED,
            "Spark did not start with a property that the session has.",
            "Correct or leave out the property that is named; if the session does not set it, it is a setting of the gateway."),
    CLASS_MISSING(
            LAUNCH_FAILED,
            "A class that the driver needs to start was not found.",
            "Correct the name of the class, or create the session with the package that has it."),
    PORT_TAKEN(
            LAUNCH_FAILED,
            "A port that the driver was to listen on was taken.",
            "Leave the choice of the port to the system (0), or raise spark.port.maxRetries; one that is fixed serves one session at a time."),
    NO_SPACE(
            LAUNCH_FAILED,
            "The driver could not start because there was no space left on a disk.",
            "Free space on the disk that is named, or let the quota be raised; scratch files of drivers are below data.directory unless set otherwise."),
    PACKAGES_FAILED(
            "A package of the session could not be used.",
            "Upload the package that is named again, as a whole file of its kind, and create the session anew."),
    START_TIMEOUT(
            "The driver did not become ready in time.",
            "Look at the session's log; raise session.start-timeout if the machine is slow or the packages are large."),
    LOST(
            "The driver was not heard of until its lease ran out.",
            "Look whether its machine and network are alive, then create a new session.");

    private final @Nullable EndCause kindOf;
    private final String sentence;
    private final String advice;

    EndCause(String sentence, String advice) {
        this(null, sentence, advice);
    }

    EndCause(@Nullable EndCause kindOf, String sentence, String advice) {
        this.kindOf = kindOf;
        this.sentence = sentence;
        this.advice = advice;
    }

    /** The cause that this is a kind of, which every version knows; itself for most. */
    public EndCause broad() {
        return kindOf == null ? this : kindOf;
    }

    /** This cause's name if it is a kind of another, null for most: what is written beside the name of {@link #broad}. */
    public @Nullable String exactName() {
        return kindOf == null ? null : name();
    }

    /**
     * The cause that was written as two names, perhaps by another version.
     *
     * @param broadName name of a {@link #broad} cause
     * @param exactName what was written beside it; passed over when it is null or no kind of that cause
     * @return empty when not even the broad cause is known
     */
    public static Optional<EndCause> of(String broadName, @Nullable String exactName) {
        Optional<EndCause> broad = named(broadName);
        Optional<EndCause> exact = exactName == null ? Optional.empty() : named(exactName);
        return exact.filter(cause -> broad.isPresent() && cause.broad() == broad.get())
                .or(() -> broad);
    }

    private static Optional<EndCause> named(String name) {
        return Arrays.stream(values())
                .filter(cause -> cause.name().equals(name))
                .findFirst();
    }

    /** One English sentence that says what happened. */
    public String sentence() {
        return sentence;
    }

    /** One English sentence that says what to do about it. */
    public String advice() {
        return advice;
    }
}
