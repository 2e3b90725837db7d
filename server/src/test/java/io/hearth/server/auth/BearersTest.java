package io.hearth.server.auth;

import static io.hearth.server.auth.TestAuth.PROJECT;
import static io.hearth.server.auth.TestAuth.assertRefused;
import static io.hearth.server.auth.TestAuth.assertSaid;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.hearth.api.ErrorCode;
import io.hearth.server.error.Message;
import java.net.URI;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BearersTest {

    private final TestProvider provider = new TestProvider();
    private TestAuth auth = trusting(Optional.empty(), Duration.ofMillis(1));

    private TestAuth trusting(Optional<URI> keys, Duration refreshInterval) {
        return new TestAuth(Optional.of(new OidcOptions(
                provider.issuer(),
                TestProvider.AUDIENCE,
                keys,
                "preferred_username",
                "hearth_roles",
                refreshInterval)));
    }

    @BeforeEach
    void addProject() {
        auth.projects().create("other");
    }

    @AfterEach
    void close() {
        provider.close();
        auth.close();
    }

    private Caller call(String jwt) {
        return auth.authenticator().byBearer(jwt);
    }

    private Caller call(JWTClaimsSet.Builder claims) {
        return call(provider.token(claims.build()));
    }

    private void assertBad(String jwt, Message why) {
        assertRefused(() -> call(jwt), Message.BEARER_REFUSED, why);
    }

    private void assertBad(JWTClaimsSet.Builder claims) {
        assertBad(provider.token(claims.build()), Message.WHY_BEARER_CLAIMS);
    }

    @Test
    void aTokenTellsTheUserAndTheRolesInProjectsThatAreThere() {
        Caller caller = call(provider.claims());

        assertThat(caller).isEqualTo(new Caller("dora", null, "default", false, Map.of(PROJECT, Role.DEVELOPER)));
        assertThat(auth.authenticator().projects(caller))
                .extracting(Project::id)
                .containsExactly(PROJECT);
    }

    @Test
    void rolesMayBeOneTextAndOnesInDisabledProjectsDoNotCount() {
        JWTClaimsSet.Builder claims = provider.claims().claim("hearth_roles", "a:viewer default:admin");
        assertThat(call(claims).roles()).isEqualTo(Map.of(PROJECT, Role.ADMIN));

        auth.projects().disable(PROJECT);
        assertThat(call(claims).roles()).isEmpty();
        assertThat(call(provider.claims().claim("hearth_roles", 7)).roles()).isEmpty();
        assertThat(call(provider.claims().claim("hearth_roles", List.of(7, ":")))
                        .roles())
                .isEmpty();
    }

    @Test
    void theKeysMayBeWhereTheOperatorSays() {
        auth.close();
        auth = trusting(Optional.of(provider.keysUrl()), Duration.ofMillis(1));

        assertThat(call(provider.claims()).user()).isEqualTo("dora");
    }

    @Test
    void everyAsymmetricAlgorithmOfRsaIsAccepted() {
        for (String name : List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512")) {
            JWTClaimsSet claims = provider.claims().build();
            assertThat(call(TestProvider.token(claims, provider.key(), JWSAlgorithm.parse(name)))
                            .user())
                    .isEqualTo("dora");
        }
    }

    @Test
    void aTokenWithoutASignatureIsRefused() {
        assertBad(new PlainJWT(provider.claims().build()).serialize(), Message.WHY_BEARER_FORM);
        String signed = provider.token(provider.claims().build());
        assertBad(signed.substring(0, signed.lastIndexOf('.') + 1), Message.WHY_BEARER_FORM);
    }

    @Test
    void thePublicKeyIsNoSharedSecret() throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID(provider.key().getKeyID())
                        .build(),
                provider.claims().build());
        token.sign(new MACSigner(provider.key().toRSAPublicKey().getEncoded()));

        assertBad(token.serialize(), Message.WHY_BEARER_SIGNATURE);
    }

    @Test
    void anotherKeyOfTheSameNameOrAnUnknownOneIsRefused() throws JOSEException {
        JWTClaimsSet claims = provider.claims().build();

        assertBad(
                TestProvider.token(claims, TestProvider.newKey("first"), JWSAlgorithm.RS256),
                Message.WHY_BEARER_SIGNATURE);
        assertBad(
                TestProvider.token(claims, TestProvider.newKey("unknown"), JWSAlgorithm.RS256),
                Message.WHY_BEARER_SIGNATURE);
        SignedJWT elliptic = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("first").build(), claims);
        elliptic.sign(new ECDSASigner(new ECKeyGenerator(Curve.P_256).generate()));
        assertBad(elliptic.serialize(), Message.WHY_BEARER_SIGNATURE);
    }

    @Test
    void aTokenOfAnotherIssuerOrForAnotherAudienceIsRefused() {
        assertBad(provider.claims().issuer("http://elsewhere"));
        assertBad(provider.claims().issuer(null));
        assertBad(provider.claims().audience("other"));
        assertBad(provider.claims().audience(List.of()));
    }

    @Test
    void aMinuteOfSkewIsAllowedAndNoMore() {
        Date minuteAgo = Date.from(StillClock.START.minusSeconds(59));
        Date longAgo = Date.from(StillClock.START.minusSeconds(61));
        Date soon = Date.from(StillClock.START.plusSeconds(59));
        Date later = Date.from(StillClock.START.plusSeconds(61));

        assertThat(call(provider.claims().expirationTime(minuteAgo).notBeforeTime(soon))
                        .user())
                .isEqualTo("dora");
        assertBad(provider.claims().expirationTime(longAgo));
        assertBad(provider.claims().expirationTime(null));
        assertBad(provider.claims().notBeforeTime(later));
    }

    @Test
    void aTokenNeedsANameThatNobodyHereHas() {
        auth.addUser("anna", Role.VIEWER);

        for (Object name : List.of("", "a b", 7, List.of("dora"))) {
            assertBad(
                    provider.token(
                            provider.claims().claim("preferred_username", name).build()),
                    Message.WHY_BEARER_USER);
        }
        assertBad(
                provider.token(
                        provider.claims().claim("preferred_username", null).build()),
                Message.WHY_BEARER_USER);
        for (String name : List.of("admin", "Anna")) {
            assertBad(
                    provider.token(
                            provider.claims().claim("preferred_username", name).build()),
                    Message.WHY_BEARER_LOCAL_USER);
        }
    }

    @Test
    void newKeysOfTheProviderAreFetchedWhenATokenNamesThem() {
        assertThat(call(provider.claims()).user()).isEqualTo("dora");
        String old = provider.token(provider.claims().build());
        provider.rotate();

        assertThat(call(provider.claims()).user()).isEqualTo("dora");
        assertBad(old, Message.WHY_BEARER_SIGNATURE);
    }

    @Test
    void tokensWithUnknownKeysDoNotMakeTheProviderBusy() {
        auth.close();
        auth = trusting(Optional.empty(), Duration.ofMinutes(10));
        String unknown =
                TestProvider.token(provider.claims().build(), TestProvider.newKey("unknown"), JWSAlgorithm.RS256);

        call(provider.claims());
        for (int i = 0; i < 20; i++) {
            assertBad(unknown, Message.WHY_BEARER_SIGNATURE);
        }
        assertThat(provider.asked()).isLessThan(5);
        assertThat(call(provider.claims()).user()).isEqualTo("dora");
    }

    @Test
    void aProviderThatIsDownIsNoFaultOfTheCallerAndKnownKeysGoOn() {
        TestAuth late = trusting(Optional.empty(), Duration.ofMinutes(10));
        String token = provider.token(provider.claims().build());
        call(token);
        provider.fail();

        assertThat(call(token).user()).isEqualTo("dora");
        for (int i = 0; i < 5; i++) {
            assertSaid(
                    () -> late.authenticator().byBearer(token),
                    ErrorCode.UNAVAILABLE,
                    Message.UNAVAILABLE,
                    "its identity provider");
        }
        late.close();
    }

    @Test
    void textsThatAreNoTokenAreRefused() {
        for (String text : List.of("", ".", "..", "a.b.c", "x".repeat(100_000), "eyJhbGciOiJub25lIn0..", "\u0000")) {
            assertBad(text, Message.WHY_BEARER_FORM);
        }
    }

    @Test
    void withoutAProviderThereAreNoBearerTokens() {
        auth.close();
        auth = new TestAuth();
        assertRefused(() -> call("a.b.c"), Message.BEARER_NOT_CONFIGURED);
    }
}
