package io.hearth.server.auth;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads user and roles out of a verified token. What is no role is left out: the claim may serve other programs too. */
final class OidcClaims {

    private OidcClaims() {}

    /** Empty when the token names no user who may be called so. */
    static Optional<OidcIdentity> read(JWTClaimsSet claims, OidcOptions options) {
        if (!(claims.getClaim(options.userClaim()) instanceof String name)) {
            return Optional.empty();
        }
        String user = name.toLowerCase(Locale.ROOT);
        return Names.isUserName(user)
                ? Optional.of(new OidcIdentity(user, roles(claims.getClaim(options.rolesClaim()))))
                : Optional.empty();
    }

    private static Map<String, Role> roles(@Nullable Object claim) {
        Map<String, Role> roles = new HashMap<>();
        texts(claim).forEach(text -> {
            int colon = text.lastIndexOf(':');
            if (colon > 0) {
                Role.ofWireName(text.substring(colon + 1))
                        .ifPresent(role -> roles.merge(text.substring(0, colon), role, OidcClaims::greater));
            }
        });
        return roles;
    }

    private static Stream<String> texts(@Nullable Object claim) {
        if (claim instanceof String text) {
            return Stream.of(text.split(" ", -1));
        }
        return claim instanceof List<?> list
                ? list.stream().filter(String.class::isInstance).map(String.class::cast)
                : Stream.of();
    }

    private static Role greater(Role one, Role other) {
        return one.includes(other) ? one : other;
    }
}
