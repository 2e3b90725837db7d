package io.hearth.server.session;

import java.util.List;

/** The time lines. */
public interface EventRows {

    void append(String sessionId, SessionEvent event);

    /** Oldest first. */
    List<SessionEvent> of(String sessionId);
}
