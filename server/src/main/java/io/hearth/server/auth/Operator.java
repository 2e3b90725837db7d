package io.hearth.server.auth;

import io.hearth.api.Sha256;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who operates the gateway on its own machine and holds the token of this run, of which only a hash is kept. Such a caller
 * administers: no user is needed for it, so that somebody can let others in when nobody can get in. Thread-safe.
 */
public final class Operator {

    private static final String USER = "operator";

    private final RandomTexts random;
    private final Caller caller;
    private volatile @Nullable String hash;

    Operator(RandomTexts random, String domain) {
        this.random = random;
        this.caller = new Caller(USER, null, domain, true, Map.of());
    }

    /** A new token, the one that counts from now on. Until the first call of this or {@link #accept} none does. */
    public String newToken() {
        String token = random.token();
        accept(token);
        return token;
    }

    /** Takes a token that the operator made. */
    public void accept(String token) {
        hash = Sha256.of(token);
    }

    /** Whether it is the one that counts. */
    public boolean isToken(String token) {
        String expected = hash;
        return expected != null && Sha256.matches(token, expected);
    }

    Optional<Caller> byToken(String token) {
        return isToken(token) ? Optional.of(caller) : Optional.empty();
    }
}
