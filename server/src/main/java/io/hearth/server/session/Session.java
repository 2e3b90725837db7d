package io.hearth.server.session;

import io.hearth.api.EndCause;
import io.hearth.api.SessionState;
import org.jspecify.annotations.Nullable;

/**
 * A session as the store has it.
 *
 * @param ordinal grows with every session that is created, newest is largest
 * @param owner the user who created it; null while callers are not authenticated
 * @param applicationId Spark's application id; null until the driver has registered
 * @param uiAddress where Spark's UI listens on the driver's machine, {@code http://host:port}; null while off or unknown
 * @param createdAt milliseconds since the epoch
 * @param updatedAt milliseconds since the epoch; 0 until the first change
 * @param idleSince since when nothing was asked of it, milliseconds since the epoch; 0 unless it is idle
 * @param driverId the driver that serves it; null until one is launched
 * @param cause why it ended, set together with {@code shutting_down} or a final state; null before
 * @param causeDetail the particulars of the cause; null when there are none
 */
public record Session(
        String id,
        long ordinal,
        String projectId,
        @Nullable String owner,
        SessionPlan plan,
        SessionState state,
        @Nullable String applicationId,
        @Nullable String uiAddress,
        long createdAt,
        long updatedAt,
        long idleSince,
        @Nullable String driverId,
        @Nullable EndCause cause,
        @Nullable String causeDetail) {

    /** Whether it is in no final state. */
    public boolean isOpen() {
        return !state.isFinal();
    }

    /** The same session after a legal move. @throws IllegalStateException when the contract knows no such move */
    Session movedTo(SessionState target, long now) {
        if (!state.mayMoveTo(target)) {
            throw new IllegalStateException("session " + id + " cannot go from " + state + " to " + target);
        }
        Draft draft = new Draft(this);
        draft.state = target;
        draft.updatedAt = now;
        draft.idleSince = target == SessionState.IDLE ? now : 0;
        return draft.finished();
    }

    /** The same idle session, counted as idle from another time on. */
    Session idleFrom(long since) {
        Draft draft = new Draft(this);
        draft.idleSince = since;
        return draft.finished();
    }

    Session heldBy(String driver) {
        Draft draft = new Draft(this);
        draft.driverId = driver;
        return draft.finished();
    }

    Session registered(String application, @Nullable String ui, long now) {
        Draft draft = new Draft(this);
        draft.applicationId = application;
        draft.uiAddress = ui;
        draft.updatedAt = now;
        return draft.finished();
    }

    /** The same session, of which no driver is known to have a SparkContext. */
    Session unregistered(long now) {
        Draft draft = new Draft(this);
        draft.applicationId = null;
        draft.uiAddress = null;
        draft.updatedAt = now;
        return draft.finished();
    }

    Session because(EndCause endCause, String detail) {
        Draft draft = new Draft(this);
        draft.cause = endCause;
        draft.causeDetail = detail.isEmpty() ? null : detail;
        return draft.finished();
    }

    /** A copy on its way to become another session. It has what may change; the rest is its origin's. */
    private static final class Draft {

        private final Session origin;
        private SessionState state;
        private @Nullable String applicationId;
        private @Nullable String uiAddress;
        private long updatedAt;
        private long idleSince;
        private @Nullable String driverId;
        private @Nullable EndCause cause;
        private @Nullable String causeDetail;

        Draft(Session origin) {
            this.origin = origin;
            state = origin.state;
            applicationId = origin.applicationId;
            uiAddress = origin.uiAddress;
            updatedAt = origin.updatedAt;
            idleSince = origin.idleSince;
            driverId = origin.driverId;
            cause = origin.cause;
            causeDetail = origin.causeDetail;
        }

        Session finished() {
            return new Session(
                    origin.id,
                    origin.ordinal,
                    origin.projectId,
                    origin.owner,
                    origin.plan,
                    state,
                    applicationId,
                    uiAddress,
                    origin.createdAt,
                    updatedAt,
                    idleSince,
                    driverId,
                    cause,
                    causeDetail);
        }
    }
}
