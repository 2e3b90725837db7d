package io.hearth.server.session;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.hearth.server.session.SessionStore.Transaction;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a request that comes again has made the first time. It is asked and told under the lock that everybody takes who
 * makes such an object, so of two requests at once the second finds what the first made. Thread-safe.
 */
final class RequestKeys {

    private static final Duration KEPT = Duration.ofHours(24);
    private static final String SESSIONS = "sessions";

    private final TimeLine timeLine;

    RequestKeys(TimeLine timeLine) {
        this.timeLine = timeLine;
    }

    /**
     * The session that a request has made before. The admission lock must be held.
     *
     * @param key null for a request without one, which is new
     * @throws GatewayException ALREADY_EXISTS when the key came with another body, NOT_FOUND when the session was removed since
     */
    Optional<Session> session(Transaction transaction, String projectId, @Nullable RequestKey key) {
        return kept(transaction, projectId, SESSIONS, key)
                .map(kept -> transaction
                        .sessions()
                        .find(projectId, kept.sessionId())
                        .orElseThrow(() -> removed(key, kept.sessionId())));
    }

    /** Keeps what the request has made for the next time it comes. */
    void keep(Transaction transaction, @Nullable RequestKey key, Session made) {
        keep(transaction, made.projectId(), SESSIONS, key, made.id(), null);
    }

    /** As {@link #session}, for a statement of a session whose lock is held. */
    Optional<Statement> statement(Transaction transaction, Session session, @Nullable RequestKey key) {
        return kept(transaction, session.projectId(), statementsOf(session), key)
                .flatMap(kept -> Optional.ofNullable(kept.statement()))
                .map(number -> transaction
                        .statements()
                        .find(session.id(), number)
                        .orElseThrow(() -> removed(key, session.id())));
    }

    /** As {@link #keep(Transaction, RequestKey, Session)}, for a statement. */
    void keep(Transaction transaction, @Nullable RequestKey key, Session session, Statement made) {
        keep(transaction, session.projectId(), statementsOf(session), key, session.id(), made.number());
    }

    private static String statementsOf(Session session) {
        return SESSIONS + "/" + session.id() + "/statements";
    }

    private Optional<KeptRequest> kept(
            Transaction transaction, String projectId, String route, @Nullable RequestKey key) {
        if (key == null) {
            return Optional.empty();
        }
        Optional<KeptRequest> kept = transaction
                .requestKeys()
                .find(key.placeOn(projectId, route))
                .filter(request -> request.keptUntil() > timeLine.now());
        if (kept.isPresent() && !kept.get().bodyHash().equals(key.bodyHash())) {
            throw new GatewayException(ErrorCode.ALREADY_EXISTS, Message.KEY_OF_ANOTHER_BODY, key.text());
        }
        return kept;
    }

    private void keep(
            Transaction transaction,
            String projectId,
            String route,
            @Nullable RequestKey key,
            String sessionId,
            @Nullable Integer statement) {
        if (key == null) {
            return;
        }
        String place = key.placeOn(projectId, route);
        // one whose time is over may still be there
        transaction.requestKeys().remove(place);
        long until = timeLine.now() + KEPT.toMillis();
        transaction.requestKeys().insert(new KeptRequest(place, key.bodyHash(), sessionId, statement, until));
    }

    private static GatewayException removed(@Nullable RequestKey key, String sessionId) {
        return new GatewayException(
                ErrorCode.NOT_FOUND, Message.KEY_OF_REMOVED, sessionId, key == null ? "" : key.text());
    }
}
