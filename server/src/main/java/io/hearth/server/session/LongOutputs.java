package io.hearth.server.session;

import java.io.IOException;
import java.io.InputStream;

/** What statements printed, of those that printed more than is shown. Thread-safe. */
public interface LongOutputs {

    /** How much there is of a statement, bytes; 0 for one that printed no more than is shown. */
    long length(String sessionId, int statement);

    /** What there is of a statement from some byte on. Whoever gets it closes it. */
    InputStream open(String sessionId, int statement, long from) throws IOException;
}
