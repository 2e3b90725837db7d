package io.hearth.server.auth;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How callers are told apart.
 *
 * @param domain name and id of the one domain
 * @param dataDirectory where {@code master.key} is, or will be
 * @param masterKey 32 bytes as base64; empty to take the file
 * @param tokenLifetime how long a token counts
 * @param passwordIterations how often a new password is hashed
 * @param hashingPlaces how many passwords are hashed at one time
 * @param hashingPatience how long a login waits for a place
 * @param failuresAllowed after how many failed attempts a pair of user and address has to wait
 * @param failuresWindow after how long without a failure a pair is forgotten
 * @param oidc empty when no provider's tokens are accepted
 */
public record AuthOptions(
        String domain,
        Path dataDirectory,
        Optional<String> masterKey,
        Duration tokenLifetime,
        int passwordIterations,
        int hashingPlaces,
        Duration hashingPatience,
        int failuresAllowed,
        Duration failuresWindow,
        Optional<OidcOptions> oidc) {

    public static final int USUAL_PASSWORD_ITERATIONS = 210_000;

    @Override
    public String toString() {
        return "AuthOptions[domain=" + domain + "]";
    }
}
