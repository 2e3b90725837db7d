package io.hearth.server.session;

import io.hearth.api.StatementKind;

/**
 * What is asked for with a new statement.
 *
 * @param recoverable whether it is to run again in a driver that replaces the one that it ran in
 */
public record Submission(StatementKind kind, String code, boolean recoverable) {

    /** Code that runs once. */
    public static Submission of(StatementKind kind, String code) {
        return new Submission(kind, code, false);
    }
}
