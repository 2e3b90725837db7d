package io.hearth.server.auth;

import io.hearth.api.Sha256;
import io.hearth.server.auth.AuthStore.Transaction;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Tokens: 256 random bits of which the database has only the hash. Each use asks the rows again, so that what is revoked,
 * disabled or taken away counts at once and on every gateway. Thread-safe.
 */
public final class Tokens {

    private static final int MAX_LENGTH = 512;
    private static final int REMOVED_AT_ONCE = 1_000;

    private final AuthStore store;
    private final CallerReader callers;
    private final RandomTexts random;
    private final Clock clock;
    private final Duration lifetime;

    Tokens(AuthStore store, CallerReader callers, RandomTexts random, Clock clock, Duration lifetime) {
        this.store = store;
        this.callers = callers;
        this.random = random;
        this.clock = clock;
        this.lifetime = lifetime;
    }

    /** Issues a token to who has proved a password: not when that is no longer the password. */
    IssuedToken issue(User proved, ProjectScope scope) {
        return store.inTransaction(transaction -> {
            // Whoever resets the password takes the same lock and then removes the tokens, this one with them.
            User user = transaction
                    .users()
                    .lock(proved.id())
                    .filter(row ->
                            row.passwordHash() != null && row.passwordHash().equals(proved.passwordHash()))
                    .orElseThrow(() -> GatewayException.notAuthenticated(Message.PASSWORD_REFUSED));
            Project project = find(transaction, scope).orElseThrow(() -> refused(scope));
            Caller caller = callers.in(transaction, user, project).orElseThrow(() -> refused(scope));
            Instant issuedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            Instant expiresAt = issuedAt.plus(lifetime);
            String token = random.token();
            transaction
                    .tokens()
                    .insert(new Token(
                            Sha256.of(token),
                            user.id(),
                            project.id(),
                            issuedAt.toEpochMilli(),
                            expiresAt.toEpochMilli()));
            return new IssuedToken(token, caller, project, issuedAt, expiresAt);
        });
    }

    /** Who a token stands for. */
    Caller validate(String token) {
        return describe(token)
                .map(IssuedToken::caller)
                .orElseThrow(() -> GatewayException.notAuthenticated(Message.TOKEN_REFUSED));
    }

    /** What a token is good for; empty when it is good for nothing. */
    Optional<IssuedToken> describe(String token) {
        if (token.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        return store.heldToken(Sha256.of(token), clock.millis())
                .map(held -> new IssuedToken(
                        token,
                        callers.of(held),
                        held.project(),
                        Instant.ofEpochMilli(held.issuedAt()),
                        Instant.ofEpochMilli(held.expiresAt())));
    }

    /** From now on nobody can use the token. Whether it was there. */
    public boolean revoke(String token) {
        return store.inTransaction(transaction -> transaction.tokens().remove(Sha256.of(token)));
    }

    /** Makes room, a little: what has expired is refused in any case. Tells how many were removed; 0 when none is left. */
    public int removeExpired() {
        return store.inTransaction(transaction -> transaction.tokens().removeExpired(clock.millis(), REMOVED_AT_ONCE));
    }

    private static Optional<Project> find(Transaction transaction, ProjectScope scope) {
        if (scope instanceof ProjectScope.ById byId) {
            return transaction.projects().find(byId.given());
        }
        return transaction.projects().findByName(scope.given());
    }

    private static GatewayException refused(ProjectScope scope) {
        return GatewayException.notAuthenticated(Message.SCOPE_REFUSED, scope.given());
    }
}
