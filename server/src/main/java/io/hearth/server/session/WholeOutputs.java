package io.hearth.server.session;

import io.hearth.api.SessionState;
import io.hearth.api.channel.KeptText;
import io.hearth.api.channel.StatementOutcome;
import io.hearth.server.session.WholeOutput.Extent;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Finds what a statement printed: what is short stands in its row, what is long lies with the {@link LongOutputs}. */
final class WholeOutputs {

    private final LongOutputs outputs;

    WholeOutputs(LongOutputs outputs) {
        this.outputs = outputs;
    }

    /**
     * What there is of a statement's text.
     *
     * @param statement as it was read before
     * @param sessionState as it was read before: once the session is over, all that was left behind is there
     */
    WholeOutput of(Statement statement, SessionState sessionState) {
        StatementOutcome outcome = statement.outcome();
        long length = outputs.length(statement.sessionId(), statement.number());
        if (length > 0 || mayBecomeLong(outcome, sessionState)) {
            return new WholeOutput(
                    length,
                    extent(outcome, sessionState, length),
                    from -> outputs.open(statement.sessionId(), statement.number(), from));
        }
        if (outcome == null) {
            return inMemory("", Extent.MORE);
        }
        return inMemory(outcome.text(), outcome.truncated() ? Extent.CUT : Extent.COMPLETE);
    }

    private static boolean mayBecomeLong(@Nullable StatementOutcome outcome, SessionState sessionState) {
        return outcome != null && outcome.kept() != null && !sessionState.isFinal();
    }

    private static Extent extent(@Nullable StatementOutcome outcome, SessionState sessionState, long length) {
        if (outcome == null) {
            return Extent.MORE;
        }
        KeptText kept = outcome.kept();
        if (kept != null && length >= kept.bytes()) {
            return kept.cut() ? Extent.CUT : Extent.COMPLETE;
        }
        return sessionState.isFinal() ? Extent.CUT : Extent.MORE;
    }

    private static WholeOutput inMemory(String text, Extent extent) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new WholeOutput(
                bytes.length,
                extent,
                from -> new ByteArrayInputStream(bytes, Math.toIntExact(from), bytes.length - Math.toIntExact(from)));
    }
}
