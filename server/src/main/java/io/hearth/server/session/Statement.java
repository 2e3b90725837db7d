package io.hearth.server.session;

import io.hearth.api.StatementKind;
import io.hearth.api.StatementState;
import io.hearth.api.channel.StatementOutcome;
import org.jspecify.annotations.Nullable;

/**
 * A statement as the store has it.
 *
 * @param number counts from 0 in its session
 * @param progress 0 to 1
 * @param outcome null until the state is final
 * @param recoverable whether it runs again in a driver that replaces its own
 */
public record Statement(
        String sessionId,
        int number,
        StatementKind kind,
        String code,
        StatementState state,
        double progress,
        @Nullable StatementOutcome outcome,
        boolean recoverable) {

    static Statement waiting(String sessionId, int number, Submission asked) {
        return new Statement(
                sessionId, number, asked.kind(), asked.code(), StatementState.WAITING, 0, null, asked.recoverable());
    }

    /** The same statement after a legal move to a state that is not final. */
    Statement movedTo(StatementState target) {
        return moved(target, progress, null);
    }

    /** The same statement after a legal move to its end. */
    Statement endedAs(StatementState target, StatementOutcome end) {
        return moved(target, target == StatementState.AVAILABLE ? 1 : progress, end);
    }

    Statement at(double fraction) {
        return new Statement(sessionId, number, kind, code, state, fraction, outcome, recoverable);
    }

    private Statement moved(StatementState target, double fraction, @Nullable StatementOutcome end) {
        if (!state.mayMoveTo(target)) {
            throw new IllegalStateException(
                    "statement %d of %s cannot go from %s to %s".formatted(number, sessionId, state, target));
        }
        return new Statement(sessionId, number, kind, code, target, fraction, end, recoverable);
    }
}
