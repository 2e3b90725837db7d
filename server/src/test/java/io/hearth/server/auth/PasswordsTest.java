package io.hearth.server.auth;

import static io.hearth.server.auth.TestAuth.ELSEWHERE;
import static io.hearth.server.auth.TestAuth.HOME;
import static io.hearth.server.auth.TestAuth.PROJECT;
import static io.hearth.server.auth.TestAuth.assertHasToWait;
import static io.hearth.server.auth.TestAuth.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    private final TestAuth auth = new TestAuth();

    @BeforeEach
    void addUser() {
        auth.addUser("anna", Role.DEVELOPER);
    }

    @AfterEach
    void close() {
        auth.close();
    }

    private Caller call(String name, String password) {
        return auth.authenticator().byPassword(name, password, HOME);
    }

    @Test
    void aPasswordTellsWhoCallsAndWhatTheyMay() {
        Caller caller = call("anna", "secret");

        assertThat(caller.user()).isEqualTo("anna");
        assertThat(caller.domain()).isEqualTo("default");
        assertThat(caller.systemAdmin()).isFalse();
        assertThat(caller.roles()).isEqualTo(Map.of(PROJECT, Role.DEVELOPER));
        assertThat(caller.may(Role.VIEWER, PROJECT)).isTrue();
        assertThat(caller.may(Role.ADMIN, PROJECT)).isFalse();
        assertThat(caller.may(Role.VIEWER, "other")).isFalse();
    }

    @Test
    void aNameMayBeWrittenInAnyCase() {
        assertThat(call("ANNA", "secret").user()).isEqualTo("anna");
    }

    @Test
    void everyWrongAnswerIsTheSame() {
        auth.users().create("ben", null, UserAdministration.Standing.ORDINARY);
        auth.addUser("carl", Role.VIEWER);
        auth.users().disable("carl");

        assertRefused(() -> call("anna", "Secret"), Message.PASSWORD_REFUSED);
        assertRefused(() -> call("nobody", "secret"), Message.PASSWORD_REFUSED);
        assertRefused(() -> call("ben", "secret"), Message.PASSWORD_REFUSED);
        assertRefused(() -> call("carl", "secret"), Message.PASSWORD_REFUSED);
        assertRefused(() -> call("a\nb", "secret"), Message.PASSWORD_REFUSED);
        assertRefused(() -> call("anna", ""), Message.PASSWORD_REFUSED);
        assertRefused(() -> call("anna", "x".repeat(1025)), Message.PASSWORD_REFUSED);
    }

    @Test
    void whoFailsTooOftenHasToWaitAndLongerEachTime() {
        failThreeTimes();

        assertHasToWait(() -> call("anna", "secret"), Duration.ofMinutes(1));
        auth.clock.advance(Duration.ofMinutes(1));
        assertRefused(() -> call("anna", "wrong"), Message.PASSWORD_REFUSED);
        assertHasToWait(() -> call("anna", "secret"), Duration.ofMinutes(2));
        auth.clock.advance(Duration.ofMinutes(2));
        assertThat(call("anna", "secret").user()).isEqualTo("anna");
        assertRefused(() -> call("anna", "wrong"), Message.PASSWORD_REFUSED);
        assertThat(call("anna", "secret").user())
                .as("a success clears the pair")
                .isEqualTo("anna");
    }

    @Test
    void guessesAtOnceAreNoMoreThanGuessesOneByOneAndOneForEachFurtherPlace() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try {
            List<Callable<ErrorCode>> guesses = Collections.nCopies(20, this::guess);
            List<ErrorCode> answers = new ArrayList<>();
            for (Future<ErrorCode> answer : threads.invokeAll(guesses)) {
                answers.add(answer.get());
            }
            assertThat(answers)
                    .filteredOn(code -> code == ErrorCode.NOT_AUTHENTICATED)
                    .hasSizeBetween(3, 4);
        } finally {
            threads.shutdownNow();
        }
    }

    private ErrorCode guess() {
        try {
            call("anna", "wrong");
            throw new AssertionError("a wrong password was taken");
        } catch (GatewayException e) {
            return e.code();
        }
    }

    @Test
    void nobodyElseHasToWaitForIt() {
        auth.addUser("ben", Role.VIEWER);
        failThreeTimes();

        assertThat(auth.authenticator().byPassword("anna", "secret", ELSEWHERE).user())
                .isEqualTo("anna");
        assertThat(call("ben", "secret").user()).isEqualTo("ben");
    }

    @Test
    void aRememberedPasswordDoesNotOpenAPairThatHasToWait() {
        call("anna", "secret");
        failThreeTimes();

        assertHasToWait(() -> call("anna", "secret"), Duration.ofMinutes(1));
    }

    @Test
    void aRememberedPasswordIsForgottenWhenTheUserIsDisabledOrItChangesAlsoElsewhere() {
        call("anna", "secret");
        UserAdministration elsewhere = auth.secondGateway().administration().users();

        elsewhere.disable("anna");
        assertRefused(() -> call("anna", "secret"), Message.PASSWORD_REFUSED);
        elsewhere.enable("anna");
        assertThat(call("anna", "secret").user()).isEqualTo("anna");
        elsewhere.resetPassword("anna", "another");
        assertRefused(() -> call("anna", "secret"), Message.PASSWORD_REFUSED);
        assertThat(call("anna", "another").user()).isEqualTo("anna");
    }

    private void failThreeTimes() {
        for (int i = 0; i < 3; i++) {
            assertRefused(() -> call("anna", "wrong"), Message.PASSWORD_REFUSED);
        }
    }
}
