package io.hearth.driver.journal;

import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.StatementOutcome;
import java.util.List;

/** What is left of a report for which there is no room: that and how a statement ended, and the beginning of what it printed. */
final class ShortReport {

    /** A few thousand of these fit where one whole report does. */
    private static final int MOST_CHARS = 1_000;

    private static final int MOST_LINES = 10;

    private ShortReport() {}

    /** The report itself when it is none that can be large. */
    static DriverFrame of(DriverFrame report) {
        return report instanceof DriverFrame.StatementEnded ended
                ? new DriverFrame.StatementEnded(ended.sessionId(), ended.statement(), shortened(ended.outcome()))
                : report;
    }

    private static StatementOutcome shortened(StatementOutcome outcome) {
        String text = beginning(outcome.text());
        String table = outcome.table();
        int missing = outcome.text().length() - text.length();
        if (missing == 0 && table == null && outcome.traceback().size() <= MOST_LINES) {
            return outcome;
        }
        StringBuilder shown = new StringBuilder(text);
        if (missing > 0) {
            say(shown, "… output cut: " + missing + " more characters are not shown");
        }
        if (table != null) {
            say(shown, "… the rows are not shown");
        }
        say(shown, "… no gateway was there for long, and the driver's journal is full (driver.journal-size)");
        List<String> traceback = outcome.traceback();
        return new StatementOutcome(
                outcome.status(),
                shown.toString(),
                outcome.errorName(),
                outcome.errorValue(),
                traceback.subList(0, Math.min(MOST_LINES, traceback.size())),
                null,
                true,
                outcome.kept());
    }

    private static void say(StringBuilder shown, String line) {
        if (!shown.isEmpty() && shown.charAt(shown.length() - 1) != '\n') {
            shown.append('\n');
        }
        shown.append(line);
    }

    private static String beginning(String text) {
        if (text.length() <= MOST_CHARS) {
            return text;
        }
        // Half a character is no text.
        return text.substring(0, Character.isHighSurrogate(text.charAt(MOST_CHARS - 1)) ? MOST_CHARS - 1 : MOST_CHARS);
    }
}
