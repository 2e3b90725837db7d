package io.hearth.server;

import io.hearth.server.auth.AuthOptions;
import io.hearth.server.auth.OidcOptions;
import io.hearth.server.config.Keys;
import io.hearth.server.config.Secret;
import io.hearth.server.config.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** What the settings say about callers. */
final class AuthSettings {

    private static final Duration HASHING_PATIENCE = Duration.ofSeconds(5);
    private static final Duration OIDC_REFRESH_INTERVAL = Duration.ofSeconds(30);

    private AuthSettings() {}

    /** @throws IllegalArgumentException when settings that each are right do not go together */
    static AuthOptions options(Settings settings) {
        return new AuthOptions(
                settings.get(Keys.AUTH_DOMAIN),
                settings.get(Keys.DATA_DIRECTORY),
                Optional.of(settings.get(Keys.AUTH_MASTER_KEY))
                        .map(Secret::reveal)
                        .filter(key -> !key.isEmpty()),
                settings.get(Keys.AUTH_TOKEN_LIFETIME),
                AuthOptions.USUAL_PASSWORD_ITERATIONS,
                // The other half is for what callers came for.
                Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
                HASHING_PATIENCE,
                settings.get(Keys.AUTH_FAILURES_LIMIT),
                settings.get(Keys.AUTH_FAILURES_WINDOW),
                settings.get(Keys.AUTH_OIDC_ISSUER).map(issuer -> oidc(settings, issuer)));
    }

    private static OidcOptions oidc(Settings settings, URI issuer) {
        String audience = settings.get(Keys.AUTH_OIDC_AUDIENCE);
        if (audience.isEmpty()) {
            throw new IllegalArgumentException("auth.oidc.issuer is set, so auth.oidc.audience is required: without it "
                    + "a token that was made for any other program would be accepted");
        }
        return new OidcOptions(
                issuer.toString(),
                audience,
                settings.get(Keys.AUTH_OIDC_JWKS_URL),
                settings.get(Keys.AUTH_OIDC_USER_CLAIM),
                settings.get(Keys.AUTH_OIDC_ROLES_CLAIM),
                OIDC_REFRESH_INTERVAL);
    }
}
