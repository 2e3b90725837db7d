package io.hearth.server.session;

import io.hearth.api.EndCause;
import io.hearth.api.channel.DriverFrame;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A driver as the store has it. It is not the session: it may be launched before one and may come to hold several.
 *
 * @param secretHash hex SHA-256 of the secret that only the driver knows
 * @param epoch grows with every connection; what an older connection says does not count
 * @param appliedSequence the highest report whose effect is committed; 0 for none
 * @param memoryBytes what it takes of the machine's memory budget
 * @param workDirectory absolute path of its scratch directory on the machine that launched it
 * @param process its process on that machine; null until it was started
 * @param launchedAt milliseconds since the epoch
 * @param detachedAt since when it has no connection, milliseconds since the epoch by the clock of the database; 0 while connected
 * @param ending why it will end or ended, as far as it or the gateway said; null when nobody did
 * @param pooled what it is if it was launched before its session; null for others
 * @param custody who has it
 * @param endedAt when its process was seen to be gone, milliseconds since the epoch; 0 while it may live
 */
public record Driver(
        String id,
        String secretHash,
        long epoch,
        long appliedSequence,
        long memoryBytes,
        String workDirectory,
        @Nullable ProcessReference process,
        long launchedAt,
        long detachedAt,
        @Nullable Ending ending,
        @Nullable Pooled pooled,
        Custody custody,
        long endedAt) {

    /** A named cause with its particulars, which may be empty. */
    public record Ending(EndCause cause, String detail) {

        public Ending {
            // Values of a session's conf come back in what Spark says of them, and PostgreSQL takes no such character.
            detail = detail.replace('\0', '\uFFFD');
        }

        /**
         * What a driver said. It may be of another version and know causes that this one does not, or be code of a user that
         * says nothing where something must be.
         */
        public static Ending of(DriverFrame.Ending announced) {
            EndCause cause =
                    EndCause.of(announced.cause(), announced.exactCause()).orElse(EndCause.DRIVER_EXITED);
            return new Ending(cause, Objects.requireNonNullElse(announced.detail(), ""));
        }

        static Ending of(DriverFrame.StartFailed failed) {
            EndCause cause = EndCause.of(EndCause.LAUNCH_FAILED.name(), failed.exactCause())
                    .orElse(EndCause.LAUNCH_FAILED);
            if (failed.detail() != null) {
                return new Ending(cause, failed.detail());
            }
            return new Ending(
                    cause, failed.message().isEmpty() ? failed.reason() : failed.reason() + ": " + failed.message());
        }
    }

    /** A driver that is about to be launched. */
    static Driver launching(
            String id, String secretHash, long memoryBytes, String workDirectory, Custody custody, long now) {
        return new Driver(id, secretHash, 0, 0, memoryBytes, workDirectory, null, now, now, null, null, custody, 0);
    }

    Driver started(ProcessReference reference) {
        Draft draft = new Draft(this);
        draft.process = reference;
        return draft.finished();
    }

    /** After a new connection to a gateway, which fences all earlier ones. */
    Driver attached(String gateway) {
        Draft draft = new Draft(this);
        draft.epoch = epoch + 1;
        draft.detachedAt = 0;
        draft.custody = custody.linkedTo(gateway);
        return draft.finished();
    }

    Driver detached(long now) {
        Draft draft = new Draft(this);
        draft.detachedAt = now;
        draft.custody = custody.linkedTo(null);
        return draft.finished();
    }

    /** As {@link #detached}, of a gateway that may still believe that it has the connection. */
    Driver cutOff(long now) {
        Draft draft = new Draft(detached(now));
        draft.epoch = epoch == 0 ? 0 : epoch + 1;
        return draft.finished();
    }

    Driver keptBy(String gateway, String machine) {
        Draft draft = new Draft(this);
        draft.custody = custody.keptBy(gateway, machine);
        return draft.finished();
    }

    Driver applied(long sequence) {
        Draft draft = new Draft(this);
        draft.appliedSequence = sequence;
        return draft.finished();
    }

    /** The first reason that anybody gives stays. */
    Driver endingBecause(EndCause cause, String detail) {
        Draft draft = new Draft(this);
        draft.ending = ending == null ? new Ending(cause, detail) : ending;
        return draft.finished();
    }

    /** The same driver as one of the pool. */
    Driver pooled(Pooled asPooled) {
        Draft draft = new Draft(this);
        draft.pooled = asPooled;
        return draft.finished();
    }

    /** The same driver of the pool in another state. */
    Driver inPool(PoolState state, long now) {
        if (pooled == null) {
            throw new IllegalStateException("driver " + id + " is none of the pool");
        }
        return pooled(pooled.movedTo(state, now));
    }

    /** Whether it waits for a session or will. */
    boolean isInPool() {
        return pooled != null && pooled.isKept();
    }

    /** Whether a gateway has a connection to it, as far as is known. */
    boolean isConnected() {
        return endedAt == 0 && epoch > 0 && detachedAt == 0;
    }

    Driver ended(long now) {
        Draft draft = new Draft(this);
        draft.endedAt = now;
        return draft.finished();
    }

    public boolean hasEnded() {
        return endedAt != 0;
    }

    /** A copy on its way to become another driver. It has what may change; the rest is its origin's. */
    private static final class Draft {

        private final Driver origin;
        private long epoch;
        private long appliedSequence;
        private @Nullable ProcessReference process;
        private long detachedAt;
        private @Nullable Ending ending;
        private @Nullable Pooled pooled;
        private Custody custody;
        private long endedAt;

        Draft(Driver origin) {
            this.origin = origin;
            epoch = origin.epoch;
            appliedSequence = origin.appliedSequence;
            process = origin.process;
            detachedAt = origin.detachedAt;
            ending = origin.ending;
            pooled = origin.pooled;
            custody = origin.custody;
            endedAt = origin.endedAt;
        }

        Driver finished() {
            return new Driver(
                    origin.id,
                    origin.secretHash,
                    epoch,
                    appliedSequence,
                    origin.memoryBytes,
                    origin.workDirectory,
                    process,
                    origin.launchedAt,
                    detachedAt,
                    ending,
                    pooled,
                    custody,
                    endedAt);
        }
    }
}
