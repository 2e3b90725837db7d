package io.hearth.server.session;

import java.util.List;

/** What drivers wrote to their standard output and error. Thread-safe. */
public interface SessionLogs {

    /** The two streams of a process. */
    enum Stream {
        STDOUT,
        STDERR
    }

    /** The newest lines of a stream, a few dozen at most. */
    List<String> newest(String sessionId, Stream stream);

    /** How many lines of a stream are kept. */
    int count(String sessionId, Stream stream);

    /** Kept lines {@code from} (inclusive) to {@code to} (exclusive). */
    List<String> lines(String sessionId, Stream stream, int from, int to);
}
