package io.hearth.server.session;

import io.hearth.api.StatementKind;
import io.hearth.api.StatementState;

/** That a statement is over, and how. */
public record FinishedStatement(int number, StatementKind kind, StatementState state, boolean recoverable) {}
