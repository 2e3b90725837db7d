package io.hearth.server.readiness;

/** Whose rights code of users runs with. */
public enum DriverAccount {
    /** The gateway's own account of this machine. */
    OF_GATEWAY,
    /** One other account of this machine. */
    SEPARATE,
    /** Not on this machine. */
    ELSEWHERE
}
