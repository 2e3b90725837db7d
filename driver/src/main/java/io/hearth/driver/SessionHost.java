package io.hearth.driver;

import io.hearth.driver.SparkStart.Spark;
import io.hearth.driver.channel.GatewayChannel;
import io.hearth.driver.output.OutputCapture;
import io.hearth.driver.repl.ScalaRepl;
import java.nio.file.Path;
import java.util.concurrent.Future;

/** What a driver gives to each of its sessions. Implementations are thread-safe. */
interface SessionHost {

    GatewayChannel channel();

    OutputCapture capture();

    /** Where the text of a statement is kept until its end is told. */
    Path outputFile(String sessionId, int statement);

    /** Where executors find classes that the driver made. */
    Path classFiles();

    /** Loads what the sessions' shells compile. */
    ClassLoader classes();

    /** The classes of a session's packages can be loaded from now on. */
    void packagesBrought();

    Future<Spark> spark();

    Future<ScalaRepl> repl();

    /** There once {@link #spark} is. */
    CancelLadder ladder();

    ProgressListener progress();

    /** Whether the driver is about to exit, so that what statements report now means nothing. */
    boolean isEnding();

    /** The SparkContext is stopped, and no statement of the calling session runs. */
    void contextStopped();

    /** A session could not be made, or has come to what nobody thought of: the driver ends. */
    void sessionFailed(Throwable thrown);

    /** The memory is used up; does not return. */
    void memoryDied(MemoryDeath death);
}
