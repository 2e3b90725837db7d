package io.hearth.server.session;

/**
 * What a driver is beside, that was launched before its session.
 *
 * @param queue whose CUs it takes while it waits, by the queue's kept name
 * @param jvm what {@link DriverLauncher#jvm} said of its plan: a session fits whose plan has the same
 * @param computeUnits what it takes of its queue while it waits
 * @param since when it came into its state, milliseconds since the epoch
 */
public record Pooled(PoolState state, String projectId, String queue, String jvm, long computeUnits, long since) {

    /** The same driver in another state. */
    Pooled movedTo(PoolState next, long now) {
        return new Pooled(next, projectId, queue, jvm, computeUnits, now);
    }

    /** Whether it waits for a session or will. */
    boolean isKept() {
        return state == PoolState.WARMING || state == PoolState.READY;
    }
}
