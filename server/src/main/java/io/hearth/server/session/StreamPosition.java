package io.hearth.server.session;

import io.hearth.api.StatementState;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How much of a statement's stream somebody has seen. It stands for itself: any gateway goes on from it, at any time.
 *
 * @param characters how much of the text, in UTF-16 code units
 * @param state the state that was told last; null for none
 * @param progress the version of the progress that was told last
 */
public record StreamPosition(int characters, @Nullable StatementState state, long progress) {

    public static final StreamPosition START = new StreamPosition(0, null, 0);

    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})-([a-z]+)-([0-9]{1,18})");

    /** Reads what {@link #text} gave; empty when it is something else. */
    public static Optional<StreamPosition> of(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Arrays.stream(StatementState.values())
                .filter(state -> state.wireName().equals(matcher.group(2)))
                .findFirst()
                .map(state -> new StreamPosition(
                        Integer.parseInt(matcher.group(1)), state, Long.parseLong(matcher.group(3))));
    }

    /** As {@link #of} reads it; only of a position after a state. */
    public String text() {
        if (state == null) {
            throw new IllegalStateException("the first that is told is a state");
        }
        return characters + "-" + state.wireName() + "-" + progress;
    }

    /** Whether the end was told, after which nothing comes. */
    public boolean isEnd() {
        return state != null && state.isFinal();
    }

    StreamPosition after(StreamEvent event) {
        if (event instanceof StreamEvent.Output output) {
            return new StreamPosition(characters + output.text().length(), state, progress);
        } else if (event instanceof StreamEvent.Progress latest) {
            return new StreamPosition(characters, state, latest.version());
        }
        return new StreamPosition(
                characters, ((StreamEvent.State) event).statement().state(), progress);
    }
}
