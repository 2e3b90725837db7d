package io.hearth.server.auth;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Whose bearer tokens are accepted.
 *
 * @param issuer must stand in each token
 * @param audience must be among those that each token names
 * @param jwksUrl where the provider's public keys are; empty to ask the issuer's discovery document
 * @param userClaim the claim that holds the user's name
 * @param rolesClaim the claim that holds texts {@code project:role}, in an array or with blanks between them
 * @param refreshInterval how often at most the keys are asked for again when a token names an unknown one
 */
public record OidcOptions(
        String issuer,
        String audience,
        Optional<URI> jwksUrl,
        String userClaim,
        String rolesClaim,
        Duration refreshInterval) {}
