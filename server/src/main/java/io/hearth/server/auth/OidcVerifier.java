package io.hearth.server.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.ConfigurableJWTProcessor;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.hearth.api.ErrorCode;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies a provider's bearer tokens. A key that is public can only verify what is signed with a private one, so no algorithm
 * with a shared secret is accepted, nor a token without a signature. Thread-safe.
 */
final class OidcVerifier {

    private static final Logger LOG = LoggerFactory.getLogger(OidcVerifier.class);

    private static final int MAX_LENGTH = 16 * 1024;
    private static final int SKEW_SECONDS = 60;
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private final ProviderKeys keys;
    private final ConfigurableJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    OidcVerifier(OidcOptions options, Clock clock) {
        keys = new ProviderKeys(options);
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys.kept()));
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        DefaultJWTClaimsVerifier<SecurityContext> claims = new ClaimsVerifier(options, clock);
        claims.setMaxClockSkew(SKEW_SECONDS);
        processor.setJWTClaimsSetVerifier(claims);
    }

    /** What a token says, once its signature, its times, its issuer and its audience are right. */
    JWTClaimsSet verify(String jwt) {
        try {
            if (jwt.length() > MAX_LENGTH) {
                throw refused(Message.WHY_BEARER_FORM);
            }
            return processor.process(SignedJWT.parse(jwt), null);
        } catch (ParseException e) {
            throw refused(Message.WHY_BEARER_FORM);
        } catch (BadJWTException e) {
            throw refused(Message.WHY_BEARER_CLAIMS);
        } catch (BadJOSEException e) {
            throw refused(Message.WHY_BEARER_SIGNATURE);
        } catch (JWKSetUnavailableException e) {
            LOG.warn("the identity provider does not tell its keys", e);
            throw unavailable();
        } catch (JOSEException e) {
            // Among them: too many tokens with unknown keys to ask the provider for each, or it was down just now.
            LOG.debug("a bearer token is refused", e);
            throw keys.areDown() ? unavailable() : refused(Message.WHY_BEARER_SIGNATURE);
        }
    }

    private static GatewayException unavailable() {
        return new GatewayException(ErrorCode.UNAVAILABLE, Message.UNAVAILABLE, "its identity provider");
    }

    private static GatewayException refused(Message why) {
        return GatewayException.notAuthenticated(Message.BEARER_REFUSED, why);
    }

    /** Checks claims at the time that the gateway's clock tells. */
    private static final class ClaimsVerifier extends DefaultJWTClaimsVerifier<SecurityContext> {

        private final Clock clock;

        ClaimsVerifier(OidcOptions options, Clock clock) {
            super(
                    options.audience(),
                    new JWTClaimsSet.Builder().issuer(options.issuer()).build(),
                    Set.of("exp", "iss", "aud"));
            this.clock = clock;
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }
}
