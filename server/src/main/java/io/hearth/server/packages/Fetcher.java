package io.hearth.server.packages;

import io.hearth.server.objects.SpoolFile;
import java.io.IOException;
import java.time.Duration;

/** Fetches content from where it is. Thread-safe. */
public interface Fetcher extends AutoCloseable {

    /**
     * Writes all of a source's content.
     *
     * @param within how long it may take
     * @throws io.hearth.server.error.GatewayException when the source does not give it; the message names its path
     * @throws IOException when it cannot be written here
     */
    void fetch(Source source, SpoolFile into, Duration within) throws IOException;

    /** Breaks off what is being fetched. */
    @Override
    void close();
}
