package io.hearth.server.retention;

import java.io.IOException;

/**
 * One kind of what is removed.
 *
 * @param kind as it is called in metrics and in the log
 */
public record Removal(String kind, Step step) {

    /** Removes a few. */
    public interface Step {

        /** Tells how many were removed; 0 when there is nothing left to remove. */
        int remove() throws IOException;
    }
}
