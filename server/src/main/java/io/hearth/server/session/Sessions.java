package io.hearth.server.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What callers can do with sessions. Thread-safe. Every method throws GatewayException NOT_FOUND for an unknown session. */
public interface Sessions {

    /** Commits a new session and tries its admission: the answer is {@code starting} or {@code not_started}. */
    Session create(String projectId, @Nullable String owner, SessionPlan plan);

    Session find(String projectId, String id);

    /** One page of a project's sessions, newest first; a null queue means all queues. */
    Page<Session> list(String projectId, @Nullable String queue, int from, int size);

    /** Begins the end of a session; nothing happens to one that is over. */
    void delete(String projectId, String id);

    /** The newest lines in the layout of the contract: three headings, each with its lines. */
    List<String> newestLog(Session session);

    /** Lines of the log from an offset, or without one the last {@code size} lines. */
    Page<String> log(String projectId, String id, @Nullable Integer from, int size);

    /** Oldest first. */
    List<SessionEvent> events(String projectId, String id);
}
