package io.hearth.driver;

import io.hearth.api.channel.StatementOutcome;
import io.hearth.driver.repl.CellResult;
import io.hearth.driver.repl.Traceback;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what a cell led to into what the gateway is told, small enough for a message. */
final class Outcomes {

    private static final String COMPILE_ERROR = "CompileError";
    private static final int MOST_VALUE_CHARS = 32_768;
    private static final int MOST_LINES = 200;
    private static final int MOST_LINE_CHARS = 1_024;

    private Outcomes() {}

    /** How a cell ended, less its text. Asks what the user's code threw, so it may run code of the user. */
    static StatementOutcome of(CellResult result) {
        if (result instanceof CellResult.Rejected rejected) {
            return error(COMPILE_ERROR, rejected.message(), rejected.lines());
        }
        if (result instanceof CellResult.Thrown thrown) {
            Throwable cause = thrown.cause();
            return error(Traceback.nameOf(cause), Traceback.messageOf(cause), Traceback.of(cause));
        }
        return result instanceof CellResult.Table table
                ? StatementOutcome.table(table.json())
                : StatementOutcome.ok("");
    }

    /** The outcome of a cell of which no more can be told than what was thrown. */
    static StatementOutcome ofClass(Throwable thrown) {
        return error(thrown.getClass().getName(), "", List.of());
    }

    /**
     * The outcome of a statement.
     *
     * @param outcome how its cell ended
     * @param stopped how the statement was cancelled, or null; one that was is cancelled, whatever its code did then
     */
    static StatementOutcome complete(StatementOutcome outcome, String text, @Nullable String stopped) {
        return stopped != null ? StatementOutcome.cancelled(text, stopped) : outcome.withText(text);
    }

    private static StatementOutcome error(String name, String value, List<String> traceback) {
        List<String> lines = traceback.stream()
                .limit(MOST_LINES)
                .map(line -> bounded(line, MOST_LINE_CHARS))
                .toList();
        return StatementOutcome.error("", bounded(name, MOST_LINE_CHARS), bounded(value, MOST_VALUE_CHARS), lines);
    }

    private static String bounded(String text, int most) {
        String cut = text.length() <= most ? text : text.substring(0, most) + "…";
        // Halves of characters, the user's or of the cut, have no place in a message.
        return new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
