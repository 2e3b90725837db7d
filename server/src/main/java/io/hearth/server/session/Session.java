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

    /** The same session after a legal move. @throws IllegalStateException when the contract knows no such move */
    Session movedTo(SessionState target, long now) {
        if (!state.mayMoveTo(target)) {
            throw new IllegalStateException("session " + id + " cannot go from " + state + " to " + target);
        }
        long idle = target == SessionState.IDLE ? now : 0;
        return new Session(
                id,
                ordinal,
                projectId,
                owner,
                plan,
                target,
                applicationId,
                uiAddress,
                createdAt,
                now,
                idle,
                driverId,
                cause,
                causeDetail);
    }

    Session heldBy(String driver) {
        return new Session(
                id,
                ordinal,
                projectId,
                owner,
                plan,
                state,
                applicationId,
                uiAddress,
                createdAt,
                updatedAt,
                idleSince,
                driver,
                cause,
                causeDetail);
    }

    Session registered(String application, @Nullable String ui, long now) {
        return new Session(
                id,
                ordinal,
                projectId,
                owner,
                plan,
                state,
                application,
                ui,
                createdAt,
                now,
                idleSince,
                driverId,
                cause,
                causeDetail);
    }

    Session because(EndCause endCause, String detail) {
        return new Session(
                id,
                ordinal,
                projectId,
                owner,
                plan,
                state,
                applicationId,
                uiAddress,
                createdAt,
                updatedAt,
                idleSince,
                driverId,
                endCause,
                detail.isEmpty() ? null : detail);
    }
}
