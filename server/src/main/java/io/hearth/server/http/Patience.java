package io.hearth.server.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a caller would rather wait than ask again: {@code ?wait=} and {@code &state=} of section 10 of the contract.
 *
 * @param atMost zero for not at all
 * @param state the state that the caller knows; null for none
 */
record Patience(Duration atMost, @Nullable String state) {

    /** Whether there is nothing to wait for: the caller does not want to, or knows another state, or no other will come. */
    boolean isOver(String now, boolean settled) {
        return atMost.isZero() || settled || (state != null && !state.equals(now));
    }
}
