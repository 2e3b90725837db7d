package io.hearth.driver.channel;

import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.Envelope;
import org.jspecify.annotations.Nullable;

/** The reports that no gateway has acknowledged yet, numbered from 1 without a gap. Implementations are thread-safe. */
public interface Journal {

    /** Adds a report and gives its number. */
    long append(DriverFrame report);

    /** Forgets all reports up to a number. One that is higher than the last report's forgets all. */
    void acknowledge(long sequence);

    /** The first kept report after a number, or null when there is none. */
    @Nullable
    Envelope next(long sequence);

    /** The number of the highest acknowledged report, 0 for none. */
    long acknowledged();
}
