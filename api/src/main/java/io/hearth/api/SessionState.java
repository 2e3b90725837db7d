package io.hearth.api;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Where a session is in its life, and which moves are legal. */
public enum SessionState {
    /** Accepted, waiting for capacity. */
    NOT_STARTED,
    /** A driver is being launched for it. */
    STARTING,
    /** Its driver waits for a statement. */
    IDLE,
    /** A statement runs. */
    BUSY,
    /** The channel to its driver is broken and whether that lives is not known, or another driver is taking over. */
    RECOVERING,
    /** Its end was asked for; the driver's process may still be there. */
    SHUTTING_DOWN,
    /** Final: it could not start. */
    ERROR,
    /** Final: its driver is gone, though nobody asked for it. */
    DEAD,
    /** Final: it ended on request or by its time-out. */
    SUCCESS;

    /** The name on the wire, for example {@code shutting_down}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of that wire name, or empty when there is none. */
    public static Optional<SessionState> ofWireName(String wireName) {
        return Arrays.stream(values())
                .filter(state -> state.wireName().equals(wireName))
                .findFirst();
    }

    /** Whether nothing follows this state. */
    public boolean isFinal() {
        return next().isEmpty();
    }

    /** Whether a session in this state has a driver that is expected to answer. */
    public boolean isAttached() {
        return this == IDLE || this == BUSY;
    }

    /** Whether statements may be posted to a session in this state. */
    public boolean takesStatements() {
        return !isFinal() && this != SHUTTING_DOWN;
    }

    /** Whether the contract allows the move from this state to {@code target}; staying is no move. */
    public boolean mayMoveTo(SessionState target) {
        return next().contains(target);
    }

    private Set<SessionState> next() {
        return switch (this) {
            case NOT_STARTED -> EnumSet.of(STARTING, ERROR, SHUTTING_DOWN);
            case STARTING -> EnumSet.of(IDLE, ERROR, DEAD, SHUTTING_DOWN);
            case IDLE -> EnumSet.of(BUSY, RECOVERING, DEAD, SHUTTING_DOWN);
            case BUSY -> EnumSet.of(IDLE, RECOVERING, DEAD, SHUTTING_DOWN);
            case RECOVERING -> EnumSet.of(IDLE, BUSY, DEAD, SHUTTING_DOWN);
            case SHUTTING_DOWN -> EnumSet.of(SUCCESS);
            case ERROR, DEAD, SUCCESS -> EnumSet.noneOf(SessionState.class);
        };
    }
}
