package io.hearth.driver.journal;

import java.io.IOException;

/** A run of encoded reports with consecutive numbers, oldest first. Used by one thread at a time. */
sealed interface Segment permits FileSegment, MemorySegment {

    /** The number of its last report; one less than that of its first while it is empty. */
    long last();

    /** How much it holds, bytes. */
    long bytes();

    /**
     * Adds the report with the number after {@link #last}.
     *
     * @throws IOException when it could not be kept; the segment is then as it was
     */
    void append(byte[] report) throws IOException;

    /**
     * Reads a report that is in it.
     *
     * @throws IOException when it cannot be read again
     */
    byte[] read(long sequence) throws IOException;

    /** Gives back what it occupies. */
    void remove();
}
