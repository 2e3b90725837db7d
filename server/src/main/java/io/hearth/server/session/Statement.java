package io.hearth.server.session;

import io.hearth.api.StatementState;
import io.hearth.api.channel.StatementOutcome;
import org.jspecify.annotations.Nullable;

/**
 * A statement as the store has it.
 *
 * @param number counts from 0 in its session
 * @param progress 0 to 1
 * @param outcome null until the state is final
 */
public record Statement(
        String sessionId,
        int number,
        String code,
        StatementState state,
        double progress,
        @Nullable StatementOutcome outcome) {}
