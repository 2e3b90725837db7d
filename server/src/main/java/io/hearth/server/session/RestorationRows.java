package io.hearth.server.session;

import java.util.Optional;

/** What became of sessions whose driver was replaced. Whoever changes one holds the lock of its session. */
public interface RestorationRows {

    /** Empty for a session that never had another driver. */
    Optional<Restoration> find(String sessionId);

    void save(String sessionId, Restoration restoration);
}
