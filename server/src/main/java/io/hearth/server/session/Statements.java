package io.hearth.server.session;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What callers can do with the statements of a session. Thread-safe. Throws GatewayException NOT_FOUND for unknown ones. */
public interface Statements {

    /**
     * Commits a statement in state {@code waiting}; it runs as soon as the session is ready for it.
     *
     * @param notices lines for the session's log, for example one for each ignored field
     * @param key with one, a request that came before makes nothing: the answer is the statement that it made then, as it is
     *     now. Null for a request that is always a new one.
     */
    Statement submit(
            String projectId, String sessionId, Submission submission, List<String> notices, @Nullable RequestKey key);

    Statement find(String projectId, String sessionId, int number);

    /** Waits until the state of a statement of the project is another than it was seen to be, at most so long. */
    CompletableFuture<Statement> awaitChange(String projectId, Statement seen, Duration atMost);

    /**
     * Follows a statement from where somebody was.
     *
     * @param onChange called when there may be something to take, on a thread that may wait; it must tolerate calls that come
     *     at the same time, or before this returns
     */
    StatementStream stream(String projectId, String sessionId, int number, StreamPosition from, Runnable onChange);

    /** All that a statement printed, also what is not shown for its length, as far as it is there. */
    WholeOutput output(String projectId, String sessionId, int number);

    /** Oldest first. A page of very long statements holds fewer than were asked for. */
    Page<Statement> list(String projectId, String sessionId, int from, int size);

    /** Stops a statement; nothing happens to one that is over. */
    void cancel(String projectId, String sessionId, int number);
}
