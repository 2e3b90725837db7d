package io.hearth.server.auth;

import static io.hearth.server.auth.TestAuth.ELSEWHERE;
import static io.hearth.server.auth.TestAuth.HOME;
import static io.hearth.server.auth.TestAuth.PROJECT;
import static io.hearth.server.auth.TestAuth.assertHasToWait;
import static io.hearth.server.auth.TestAuth.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.api.Sha256;
import io.hearth.api.signing.RequestSigner;
import io.hearth.api.signing.SignableRequest;
import io.hearth.server.error.Message;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SignaturesTest {

    private static final String BODY_HASH = Sha256.of("{}");

    private final TestAuth auth = new TestAuth();
    private final NewAccessKey key = auth.first.accessKey();

    @AfterEach
    void close() {
        auth.close();
    }

    private SignableRequest request(String accessKey, String secret) {
        Map<String, String> headers = new HashMap<>(Map.of("host", "127.0.0.1:8090"));
        new RequestSigner(accessKey, secret)
                .sign("POST", "/v2.0/default/sessions", null, Map.copyOf(headers), BODY_HASH, auth.clock.instant())
                .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return new SignableRequest("POST", "/v2.0/default/sessions", null, name -> {
            String value = headers.get(name);
            return value == null ? List.of() : List.of(value);
        });
    }

    private Caller call(NewAccessKey with) {
        return auth.authenticator()
                .byAccessKey(request(with.id(), with.secret()), HOME)
                .verify(BODY_HASH);
    }

    @Test
    void aSignatureTellsWhoCallsAndWhatTheyMay() {
        auth.addUser("anna", Role.VIEWER);
        Caller caller = call(auth.accessKeys().create("anna"));

        assertThat(caller.user()).isEqualTo("anna");
        assertThat(caller.roles()).isEqualTo(Map.of(PROJECT, Role.VIEWER));
        assertThat(call(key).systemAdmin()).isTrue();
    }

    @Test
    void anotherBodyAnotherSecretOrAnUnknownKeyIsRefused() {
        PendingSignature pending = auth.authenticator().byAccessKey(request(key.id(), key.secret()), HOME);

        assertRefused(() -> pending.verify(Sha256.of(new byte[0])), Message.SIGNATURE_REFUSED);
        assertRefused(() -> call(new NewAccessKey(key.id(), "x")), Message.SIGNATURE_REFUSED);
        assertRefused(() -> call(new NewAccessKey("UNKNOWN", "x")), Message.SIGNATURE_REFUSED);
    }

    @Test
    void aKeyThatIsDisabledOrRemovedOrWhoseUserIsDisabledIsRefused() {
        auth.addUser("anna", Role.VIEWER);
        NewAccessKey annas = auth.accessKeys().create("anna");

        auth.accessKeys().disable(annas.id());
        assertRefused(() -> call(annas), Message.SIGNATURE_REFUSED);
        auth.accessKeys().enable(annas.id());
        auth.users().disable("anna");
        assertRefused(() -> call(annas), Message.SIGNATURE_REFUSED);
        auth.users().enable("anna");
        assertThat(call(annas).user()).isEqualTo("anna");
        auth.accessKeys().remove(annas.id());
        assertRefused(() -> call(annas), Message.SIGNATURE_REFUSED);
    }

    @Test
    void aKeyThatIsDisabledWhileTheBodyComesIsRefused() {
        PendingSignature pending = auth.authenticator().byAccessKey(request(key.id(), key.secret()), HOME);
        auth.accessKeys().disable(key.id());

        assertRefused(() -> pending.verify(BODY_HASH), Message.SIGNATURE_REFUSED);
    }

    @Test
    void aWrongClockIsSaidToBeWrongAndIsNoGuess() {
        SignableRequest request = request(key.id(), key.secret());
        auth.clock.advance(Duration.ofMinutes(16));

        for (int i = 0; i < 10; i++) {
            assertRefused(
                    () -> auth.authenticator().byAccessKey(request, HOME),
                    Message.SIGNING_TIME_TOO_FAR,
                    "20261122T101600Z");
        }
        assertThat(call(key).user()).isEqualTo("admin");
    }

    @Test
    void whoGuessesHasToWaitAndNobodyElse() {
        for (int i = 0; i < 3; i++) {
            assertRefused(() -> call(new NewAccessKey(key.id(), "x")), Message.SIGNATURE_REFUSED);
        }
        assertHasToWait(() -> call(key), Duration.ofMinutes(1));
        assertThat(auth.authenticator()
                        .byAccessKey(request(key.id(), key.secret()), ELSEWHERE)
                        .verify(BODY_HASH)
                        .user())
                .isEqualTo("admin");
    }

    @Test
    void whatIsNoSignatureIsRefusedWithAReason() {
        SignableRequest bare = new SignableRequest("GET", "/", null, name -> List.of());

        assertRefused(
                () -> auth.authenticator().byAccessKey(bare, HOME), Message.SIGNED_HEADER_NOT_ONCE, "authorization");
    }
}
