package io.hearth.server.session;

import io.hearth.api.channel.KeptText;
import io.hearth.api.channel.StatementOutcome;
import org.jspecify.annotations.Nullable;

/**
 * What a statement printed whose driver did not come to tell it.
 *
 * @param text as much of it as is shown
 * @param kept what there is to fetch when it is more than that; null otherwise
 */
public record PrintedText(String text, @Nullable KeptText kept) {

    /** Nothing was printed, or nothing can be found. */
    public static final PrintedText NONE = new PrintedText("", null);

    /** A text that is shown as a whole. */
    public static PrintedText shown(String text) {
        return new PrintedText(text, null);
    }

    /** The outcome with this text. */
    StatementOutcome in(StatementOutcome outcome) {
        StatementOutcome printed = outcome.withText(text);
        return kept == null ? printed : printed.cut(kept);
    }
}
