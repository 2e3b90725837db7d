package io.hearth.server.session;

import java.util.List;
import java.util.Map;

/** What drivers wrote to their standard output and error. Thread-safe. */
public interface SessionLogs {

    /** The two streams of a process. */
    enum Stream {
        STDOUT,
        STDERR
    }

    /** The newest lines of each stream that has any, a few dozen at most. */
    Map<Stream, List<String>> newest(String sessionId);

    /** How many lines of a stream are kept. */
    int count(String sessionId, Stream stream);

    /** Kept lines {@code from} (inclusive) to {@code to} (exclusive). */
    List<String> lines(String sessionId, Stream stream, int from, int to);
}
