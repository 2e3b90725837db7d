package io.hearth.server.auth;

import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import java.time.Clock;

/**
 * Callers whom an identity provider vouches for. They need no row and are never system administrators. A name that a user of
 * this server has is refused: at many a provider people choose their name, and sessions know their owner by it. Thread-safe.
 */
final class Bearers {

    private final AuthStore store;
    private final CallerReader callers;
    private final OidcOptions options;
    private final OidcVerifier verifier;

    Bearers(AuthStore store, CallerReader callers, OidcOptions options, Clock clock) {
        this.store = store;
        this.callers = callers;
        this.options = options;
        this.verifier = new OidcVerifier(options, clock);
    }

    Caller verify(String jwt) {
        OidcIdentity identity =
                OidcClaims.read(verifier.verify(jwt), options).orElseThrow(() -> refused(Message.WHY_BEARER_USER));
        return store.inTransaction(transaction -> {
            if (transaction.users().findByName(identity.user()).isPresent()) {
                throw refused(Message.WHY_BEARER_LOCAL_USER);
            }
            return callers.ofProvider(transaction, identity);
        });
    }

    private static GatewayException refused(Message why) {
        return GatewayException.notAuthenticated(Message.BEARER_REFUSED, why);
    }
}
