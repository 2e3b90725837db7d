package io.hearth.driver;

import io.hearth.api.channel.StatementOutcome;
import io.hearth.driver.repl.CellResult;
import io.hearth.driver.repl.Traceback;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what a cell led to into what the gateway is told, small enough for a message. */
final class Outcomes {

    private static final String COMPILE_ERROR = "CompileError";
    private static final int MOST_VALUE_CHARS = 32_768;
    private static final int MOST_LINES = 200;
    private static final int MOST_LINE_CHARS = 1_024;

    private Outcomes() {}

    /**
     * The outcome of a statement.
     *
     * @param stopped how the statement was cancelled, or null; one that was is cancelled, whatever its code did then
     */
    static StatementOutcome of(CellResult result, String text, @Nullable String stopped) {
        if (stopped != null) {
            return StatementOutcome.cancelled(text, stopped);
        }
        if (result instanceof CellResult.Rejected rejected) {
            return error(text, COMPILE_ERROR, rejected.message(), rejected.lines());
        }
        if (result instanceof CellResult.Thrown thrown) {
            Throwable cause = thrown.cause();
            return error(text, Traceback.nameOf(cause), Traceback.messageOf(cause), Traceback.of(cause));
        }
        return StatementOutcome.ok(text);
    }

    private static StatementOutcome error(String text, String name, String value, List<String> traceback) {
        List<String> lines = traceback.stream()
                .limit(MOST_LINES)
                .map(line -> bounded(line, MOST_LINE_CHARS))
                .toList();
        return StatementOutcome.error(text, bounded(name, MOST_LINE_CHARS), bounded(value, MOST_VALUE_CHARS), lines);
    }

    private static String bounded(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }
}
