package io.hearth.server.retention;

/** Whose turn it is among all gateways on one database. Thread-safe. */
public interface Turn {

    /** Takes the turn when it is due, until some time. Whether it was taken. Times are milliseconds since the epoch. */
    boolean take(String holder, long now, long until);

    /** Moves the end of the holder's turn, or when the next one is due. Whether it was the holder's still. */
    boolean extend(String holder, long until);
}
