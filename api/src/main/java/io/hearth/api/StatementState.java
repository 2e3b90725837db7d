package io.hearth.api;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Where a statement is in its life, and which moves are legal. */
public enum StatementState {
    /** Accepted, not yet given to the driver. */
    WAITING,
    /** The driver has it. */
    RUNNING,
    /** The driver was told to stop it. */
    CANCELLING,
    /** Final: it ran to its end. */
    AVAILABLE,
    /** Final: its code failed, or its session died under it. */
    ERROR,
    /** Final: it was stopped on request, or never ran because its session ended. */
    CANCELLED;

    /** The name on the wire, for example {@code available}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing follows this state. */
    public boolean isFinal() {
        return next().isEmpty();
    }

    /** Whether the driver holds a statement in this state. */
    public boolean isInDriver() {
        return this == RUNNING || this == CANCELLING;
    }

    /** Whether the contract allows the move from this state to {@code target}; staying is no move. */
    public boolean mayMoveTo(StatementState target) {
        return next().contains(target);
    }

    private Set<StatementState> next() {
        return switch (this) {
            case WAITING -> EnumSet.of(RUNNING, CANCELLED);
            case RUNNING -> EnumSet.of(AVAILABLE, ERROR, CANCELLING, CANCELLED);
            case CANCELLING -> EnumSet.of(CANCELLED, ERROR);
            case AVAILABLE, ERROR, CANCELLED -> EnumSet.noneOf(StatementState.class);
        };
    }
}
