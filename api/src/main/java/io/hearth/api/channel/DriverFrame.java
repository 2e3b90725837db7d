package io.hearth.api.channel;

import io.hearth.api.EndCause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a driver says. */
public sealed interface DriverFrame extends Frame {

    /** Whether the frame is a report: numbered, kept by the driver until it is acknowledged, and applied exactly once. */
    default boolean isReport() {
        return true;
    }

    /**
     * The first message on every connection.
     *
     * @param protocol the version of this protocol that the driver speaks, {@link Protocol#VERSION}
     * @param driverId which driver it is; its secret went ahead in the {@code Authorization} header of the upgrade
     * @param pid the driver's process id on its own machine
     * @param sessions what the driver holds; empty before the first {@link GatewayFrame.OpenSession}
     */
    record Hello(int protocol, String driverId, long pid, List<HeldSession> sessions) implements DriverFrame {
        @Override
        public boolean isReport() {
            return false;
        }
    }

    /**
     * A session that a driver holds.
     *
     * @param lastStatement the highest number of a statement that the driver ever accepted for it, -1 for none
     */
    record HeldSession(String sessionId, int lastStatement) {}

    /** Says that the driver lives; answered with {@link GatewayFrame.Acknowledge}. */
    record Heartbeat() implements DriverFrame {
        @Override
        public boolean isReport() {
            return false;
        }
    }

    /**
     * The SparkSession is there.
     *
     * @param applicationId Spark's id of the application
     * @param uiAddress where Spark's UI listens, as {@code http://host:port}; null when it is off
     */
    record DriverReady(
            String applicationId,
            String sparkVersion,
            @Nullable String uiAddress) implements DriverFrame {}

    /**
     * The driver could not start and is about to exit.
     *
     * @param reason class name of what was thrown
     * @param message its message, possibly empty
     * @param exactCause name of the kind of {@code LAUNCH_FAILED} that it is; null for none, or none that is known
     * @param detail the particulars for a reader; null from drivers that tell no more than what was thrown
     */
    record StartFailed(
            String reason,
            String message,
            @Nullable String exactCause,
            @Nullable String detail) implements DriverFrame {}

    /** A driver that was launched before its session has run what there is to run ahead, and can take it. */
    record Warm() implements DriverFrame {}

    /**
     * The session can run statements.
     *
     * @param past what became of each statement of {@link GatewayFrame.OpenSession#past}
     */
    record SessionReady(String sessionId, List<Repeated> past) implements DriverFrame {

        /** A session without a past. */
        public SessionReady(String sessionId) {
            this(sessionId, List.of());
        }
    }

    /**
     * A statement of the past.
     *
     * @param reason why it is not restored, one sentence; null when it ran again and ended well
     */
    record Repeated(int statement, @Nullable String reason) {}

    /**
     * The session cannot be made and never will; the driver itself is well.
     *
     * @param cause name of an {@link io.hearth.api.EndCause}
     * @param detail one sentence with the particulars
     */
    record SessionFailed(String sessionId, String cause, String detail) implements DriverFrame {}

    /**
     * How far a running statement is. Lossy: a later one replaces an earlier one.
     *
     * @param work what Spark did for it; null when that is not known
     */
    record Progress(
            String sessionId,
            int statement,
            double fraction,
            @Nullable Work work) implements DriverFrame {
        @Override
        public boolean isReport() {
            return false;
        }
    }

    /**
     * What Spark did for a statement so far, and what it knows that there is to do.
     *
     * @param rows how many rows its tasks read from outside, as far as Spark counts them
     */
    record Work(int jobs, int jobsDone, int stages, int stagesDone, long tasks, long tasksDone, long rows) {}

    /**
     * A piece of a running statement's text, for a gateway that asked with {@link GatewayFrame.FollowOutput}. Nobody keeps
     * it: what is lost is asked for again, or comes with the statement's end.
     *
     * @param offset where in the text it begins, in UTF-16 code units
     */
    record Output(String sessionId, int statement, int offset, String text) implements DriverFrame {
        @Override
        public boolean isReport() {
            return false;
        }
    }

    /** A statement is over. */
    record StatementEnded(String sessionId, int statement, StatementOutcome outcome) implements DriverFrame {}

    /**
     * The driver is about to exit, and knows why.
     *
     * @param cause name of an {@link EndCause#broad} cause
     * @param detail one sentence with the particulars, for example the exit code; possibly empty
     * @param exactCause name of the kind of that cause; null for none, or none that is known
     */
    record Ending(String cause, String detail, @Nullable String exactCause) implements DriverFrame {

        public Ending(EndCause cause, String detail) {
            this(cause.broad().name(), detail, cause.exactName());
        }
    }
}
