package io.hearth.server.session;

/** Where a driver stands that was launched before its session. */
public enum PoolState {

    /** It runs what sessions do first, and has no connection yet. Its gateway owns it. */
    WARMING,

    /** It waits for a session. Whoever admits one may take it. */
    READY,

    /** It serves a session, as any other driver. */
    TAKEN,

    /** Nobody wants it: its process is being killed. */
    DROPPED
}
