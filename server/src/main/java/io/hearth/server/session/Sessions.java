package io.hearth.server.session;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What callers can do with sessions. Thread-safe. Every method throws GatewayException NOT_FOUND for an unknown session. */
public interface Sessions {

    /**
     * Commits a new session with the packages that are referred to, and tries its admission: the answer is
     * {@code starting} or {@code not_started}.
     *
     * @param key with one, a request that came before makes nothing: the answer is the session that it made then, as it is
     *     now. Null for a request that is always a new one.
     */
    Session create(
            String projectId,
            @Nullable String owner,
            SessionPlan plan,
            PackageReferences references,
            @Nullable RequestKey key);

    Session find(String projectId, String id);

    /**
     * Waits until the state of a session is another than it was seen to be, at most so long. Completes exceptionally with what
     * {@link #find} would throw.
     */
    CompletableFuture<Session> awaitChange(Session seen, Duration atMost);

    /** One page of a project's sessions, newest first; a null queue means all queues. */
    Page<Session> list(String projectId, @Nullable String queue, int from, int size);

    /**
     * Where the waiting ones among these sessions stand in the lines of their queues, by their ids: 1 is next. Each that
     * was waiting when it was read has a place, also when it left the line since.
     */
    Map<String, Integer> placesInLine(List<Session> sessions);

    /**
     * Starts the count of an idle session's time-out anew; nothing happens to one that is not idle, for it is not counted.
     * One that is ending or over is refused with GatewayException NOT_SUPPORTED.
     */
    void resetTimeout(String projectId, String id);

    /** Begins the end of a session; nothing happens to one that is over. */
    void delete(String projectId, String id);

    /** The newest lines in the layout of the contract: three headings, each with its lines. */
    List<String> newestLog(Session session);

    /** Lines of the log from an offset, or without one the last {@code size} lines. */
    Page<String> log(String projectId, String id, @Nullable Integer from, int size);

    /** What became of a session whose driver was replaced; empty for one that never had another. */
    Optional<Restoration> restoration(Session session);

    /** Oldest first. */
    List<SessionEvent> events(String projectId, String id);
}
