package io.hearth.api;

/** Why a session ended. Every session in a final state has exactly one, and each comes with advice. */
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
    DRIVER_KILLED(
            "The driver's process was killed by a signal from outside.",
            "Look for the system's out-of-memory killer or an operator in the machine's own log."),
    DRIVER_CRASHED(
            "The driver's process crashed in native code.",
            "The session's log holds what the JVM said; native libraries of the user's packages are the usual suspects."),
    DRIVER_EXITED(
            "The driver's process ended by itself.", "The end of the session's log says what the process said last."),
    LAUNCH_FAILED(
            "The driver could not start.",
            "The session's log holds what it said; a property in conf or a size that the machine does not have are the usual reasons."),
    PACKAGES_FAILED(
            "A package of the session could not be used.",
            "Upload the package that is named again, as a whole file of its kind, and create the session anew."),
    START_TIMEOUT(
            "The driver did not become ready in time.",
            "Look at the session's log; raise session.start-timeout if the machine is slow or the packages are large."),
    LOST(
            "The driver was not heard of until its lease ran out.",
            "Look whether its machine and network are alive, then create a new session.");

    private final String sentence;
    private final String advice;

    EndCause(String sentence, String advice) {
        this.sentence = sentence;
        this.advice = advice;
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
