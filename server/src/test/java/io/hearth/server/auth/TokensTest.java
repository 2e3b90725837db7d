package io.hearth.server.auth;

import static io.hearth.server.auth.TestAuth.HOME;
import static io.hearth.server.auth.TestAuth.PROJECT;
import static io.hearth.server.auth.TestAuth.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.api.Sha256;
import io.hearth.server.error.Message;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokensTest {

    private final TestAuth auth = new TestAuth();
    private String token = "";

    @BeforeEach
    void issue() {
        auth.addUser("anna", Role.DEVELOPER);
        token = auth.tokenOf("anna");
    }

    @AfterEach
    void close() {
        auth.close();
    }

    private Caller call() {
        return auth.authenticator().byToken(token);
    }

    private void assertUseless() {
        assertRefused(this::call, Message.TOKEN_REFUSED);
    }

    @Test
    void aTokenStandsForItsUserInItsProject() {
        Project other = auth.projects().create("other");
        auth.projects().grant("anna", other.id(), "admin");

        assertThat(call().user()).isEqualTo("anna");
        assertThat(call().roles()).isEqualTo(Map.of(PROJECT, Role.DEVELOPER));
        assertThat(auth.authenticator().projects(call()))
                .extracting(Project::name)
                .containsExactly("default", "other");
    }

    @Test
    void aTokenIsTold() {
        IssuedToken issued =
                auth.authenticator().issueToken("Anna", "secret", HOME, new ProjectScope.ByName("default"));

        assertThat(issued.token()).hasSize(43).matches("[A-Za-z0-9_-]+");
        assertThat(issued.project().id()).isEqualTo(PROJECT);
        assertThat(issued.issuedAt()).isEqualTo(StillClock.START);
        assertThat(issued.expiresAt()).isEqualTo(StillClock.START.plus(Duration.ofHours(24)));
        assertThat(issued.toString()).doesNotContain(issued.token());
    }

    @Test
    void theDatabaseDoesNotKnowAToken() {
        auth.store.run(transaction -> {
            assertThat(transaction.tokens().find(token)).isEmpty();
            assertThat(transaction.tokens().find(Sha256.of(token))).isPresent();
        });
    }

    @Test
    void aTokenIsOfNoUseOnceItExpires() {
        auth.clock.advance(Duration.ofHours(24).minusMillis(1));
        assertThat(call().user()).isEqualTo("anna");
        assertThat(auth.core.tokens().removeExpired()).isZero();
        auth.clock.advance(Duration.ofMillis(1));
        assertUseless();
        assertThat(auth.core.tokens().removeExpired()).isEqualTo(1);
    }

    @Test
    void aTokenIsOfNoUseOnceItIsRevoked() {
        assertThat(auth.secondGateway().tokens().revoke(token)).isTrue();
        assertUseless();
        assertThat(auth.core.tokens().revoke(token)).isFalse();
    }

    @Test
    void aTokenIsOfNoUseWhileTheProjectIsDisabledOrTheRoleIsGone() {
        auth.projects().disable(PROJECT);
        assertUseless();
        auth.projects().enable(PROJECT);
        assertThat(call().user()).isEqualTo("anna");
        auth.projects().revoke("anna", PROJECT);
        assertUseless();
        auth.projects().grant("anna", PROJECT, "viewer");
        assertThat(call().roles()).isEqualTo(Map.of(PROJECT, Role.VIEWER));
    }

    @Test
    void aDisabledUsersTokenDoesNotComeBackWithTheUser() {
        auth.users().disable("anna");
        assertUseless();
        auth.users().enable("anna");
        assertUseless();
    }

    @Test
    void aNewPasswordEndsTheTokensOfTheOldOne() {
        auth.users().resetPassword("anna", "another");
        assertUseless();
    }

    @Test
    void aTokenGoesWithItsUser() {
        auth.users().remove("anna");
        assertUseless();
    }

    @Test
    void textsThatAreNoTokenAreRefused() {
        for (String text : List.of("", "x", token + "x", "x".repeat(100_000), "\u0000", "' or 1=1 --")) {
            assertRefused(() -> auth.authenticator().byToken(text), Message.TOKEN_REFUSED);
        }
    }

    @Test
    void aTokenNeedsARoleInItsProjectUnlessTheUserIsSystemAdministrator() {
        Project other = auth.projects().create("other");
        for (ProjectScope scope : List.of(new ProjectScope.ById(other.id()), new ProjectScope.ByName("none"))) {
            assertRefused(
                    () -> auth.authenticator().issueToken("anna", "secret", HOME, scope),
                    Message.SCOPE_REFUSED,
                    scope.given());
        }

        IssuedToken issued = auth.authenticator()
                .issueToken("admin", auth.first.password(), HOME, new ProjectScope.ById(other.id()));
        Caller caller = auth.authenticator().byToken(issued.token());
        assertThat(caller.systemAdmin()).isTrue();
        assertThat(caller.roleIn(PROJECT)).contains(Role.ADMIN);
    }
}
