package io.hearth.api.channel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a statement ended.
 *
 * @param text what the shell and the code printed, bounded by the driver
 * @param errorName class of what was thrown, or the kind of error; null unless {@link Status#ERROR}
 * @param errorValue its message or, for a cancelled one, how and after how long it was stopped; null when {@link Status#OK}
 * @param traceback trimmed stack trace, one line an element; empty unless {@link Status#ERROR}
 * @param table the rows that SQL gave, a JSON object with schema, data and truncated; null for every other outcome. It comes
 *     from where code of users runs: whoever shows it sees to it that it is JSON
 * @param truncated whether more was printed than the text has
 * @param kept what there is to fetch of a truncated text; null when nobody kept more, or nobody knows
 */
public record StatementOutcome(
        Status status,
        String text,
        @Nullable String errorName,
        @Nullable String errorValue,
        List<String> traceback,
        @Nullable String table,
        boolean truncated,
        @Nullable KeptText kept) {

    /** The kinds of end. */
    public enum Status {
        OK,
        ERROR,
        CANCELLED
    }

    public static StatementOutcome ok(String text) {
        return new StatementOutcome(Status.OK, text, null, null, List.of(), null, false, null);
    }

    public static StatementOutcome table(String json) {
        return new StatementOutcome(Status.OK, "", null, null, List.of(), json, false, null);
    }

    public static StatementOutcome error(String text, String errorName, String errorValue, List<String> traceback) {
        return new StatementOutcome(Status.ERROR, text, errorName, errorValue, traceback, null, false, null);
    }

    public static StatementOutcome cancelled(String text, String how) {
        return new StatementOutcome(Status.CANCELLED, text, null, how, List.of(), null, false, null);
    }

    /** The same outcome with another text. */
    public StatementOutcome withText(String printed) {
        return new StatementOutcome(status, printed, errorName, errorValue, traceback, table, truncated, kept);
    }

    /** The same outcome, of which more was printed than its text has. */
    public StatementOutcome cut(@Nullable KeptText whole) {
        return new StatementOutcome(status, text, errorName, errorValue, traceback, table, true, whole);
    }
}
