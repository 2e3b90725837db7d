package io.hearth.server.auth;

import static io.hearth.server.auth.TestAuth.PROJECT;
import static io.hearth.server.auth.TestAuth.assertRefused;
import static io.hearth.server.auth.TestAuth.assertSaid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hearth.api.ErrorCode;
import io.hearth.server.auth.UserAdministration.Standing;
import io.hearth.server.error.Message;
import io.hearth.server.session.QueuePlan;
import io.hearth.server.session.SessionChanges;
import io.hearth.server.store.JdbiSessionStore;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdministrationTest {

    private final TestAuth auth = new TestAuth();

    @AfterEach
    void close() {
        auth.close();
    }

    @Test
    void theFirstStartMakesOneAdministratorOnce() {
        assertThat(auth.first.user()).isEqualTo("admin");
        assertThat(auth.first.password()).matches("[A-Za-z0-9]{24}");
        assertThat(auth.first.accessKey().id()).matches("[A-Z0-9]{20}");
        assertThat(auth.first.accessKey().secret()).matches("[A-Za-z0-9]{40}");
        assertThat(auth.first.toString()).doesNotContain(auth.first.password());
        assertThat(auth.users().list()).extracting(User::name).containsExactly("admin");
        assertThat(auth.projects().rolesOf("admin"))
                .extracting(held -> held.project().id(), HeldRole::role)
                .containsExactly(tuple(PROJECT, Role.ADMIN));
        assertThat(auth.core.firstStart().run(PROJECT, first -> {})).isEmpty();
    }

    @Test
    void aLaterStartWithAnotherProjectMakesThatProject() {
        assertThat(auth.core.firstStart().run("second", first -> {})).isEmpty();
        assertThat(auth.projects().list()).extracting(Project::id).containsExactly(PROJECT, "second");
    }

    @Test
    void namesOfUsersAreKeptInLowerCaseAndAreUnique() {
        assertThat(auth.users()
                        .create("Anna@Example.org", null, Standing.ORDINARY)
                        .name())
                .isEqualTo("anna@example.org");
        assertSaid(
                () -> auth.users().create("anna@EXAMPLE.org", null, Standing.ORDINARY),
                ErrorCode.ALREADY_EXISTS,
                Message.USER_EXISTS,
                "anna@example.org");
        for (String name : List.of("", " ", "a b", "-a", "é", "x".repeat(65), "a\n")) {
            assertSaid(
                    () -> auth.users().create(name, null, Standing.ORDINARY),
                    ErrorCode.INVALID_PARAMETER,
                    Message.USER_NAME_INVALID,
                    name);
        }
    }

    @Test
    void passwordsHaveBounds() {
        for (String password : List.of("", "x".repeat(1025))) {
            assertSaid(
                    () -> auth.users().create("anna", password, Standing.ORDINARY),
                    ErrorCode.INVALID_PARAMETER,
                    Message.PASSWORD_LENGTH,
                    1,
                    1024);
        }
        auth.users().create("anna", "x".repeat(1024), Standing.ORDINARY);
    }

    @Test
    void theLastSystemAdministratorStays() {
        assertSaid(() -> auth.users().disable("admin"), ErrorCode.NOT_SUPPORTED, Message.LAST_SYSTEM_ADMIN, "admin");
        assertSaid(() -> auth.users().remove("Admin"), ErrorCode.NOT_SUPPORTED, Message.LAST_SYSTEM_ADMIN, "admin");

        auth.users().create("second", "secret", Standing.SYSTEM_ADMIN);
        auth.users().disable("admin");
        assertSaid(() -> auth.users().remove("second"), ErrorCode.NOT_SUPPORTED, Message.LAST_SYSTEM_ADMIN, "second");
        auth.users().remove("admin");
        assertThat(auth.users().list()).extracting(User::name).containsExactly("second");
    }

    @Test
    void whatIsNotThereIsSaidNotToBeThere() {
        assertSaid(() -> auth.users().enable("none"), ErrorCode.NOT_FOUND, Message.NO_SUCH_USER, "none");
        assertSaid(() -> auth.users().disable("none"), ErrorCode.NOT_FOUND, Message.NO_SUCH_USER, "none");
        assertSaid(() -> auth.users().remove("none"), ErrorCode.NOT_FOUND, Message.NO_SUCH_USER, "none");
        assertSaid(() -> auth.users().resetPassword("none", "p"), ErrorCode.NOT_FOUND, Message.NO_SUCH_USER, "none");
        assertSaid(() -> auth.projects().enable("none"), ErrorCode.NOT_FOUND, Message.NO_SUCH_PROJECT, "none");
        assertSaid(() -> auth.projects().remove("none"), ErrorCode.NOT_FOUND, Message.NO_SUCH_PROJECT, "none");
        assertSaid(() -> auth.projects().rolesIn("none"), ErrorCode.NOT_FOUND, Message.NO_SUCH_PROJECT, "none");
        assertSaid(
                () -> auth.projects().grant("admin", "none", "viewer"),
                ErrorCode.NOT_FOUND,
                Message.NO_SUCH_PROJECT,
                "none");
        assertSaid(() -> auth.projects().revoke("admin", "none"), ErrorCode.NOT_FOUND, Message.NO_SUCH_PROJECT, "none");
        assertSaid(() -> auth.projects().rolesOf("none"), ErrorCode.NOT_FOUND, Message.NO_SUCH_USER, "none");
        assertSaid(() -> auth.accessKeys().create("none"), ErrorCode.NOT_FOUND, Message.NO_SUCH_USER, "none");
        assertSaid(() -> auth.accessKeys().disable("none"), ErrorCode.NOT_FOUND, Message.NO_SUCH_ACCESS_KEY, "none");
        assertSaid(() -> auth.accessKeys().remove("none"), ErrorCode.NOT_FOUND, Message.NO_SUCH_ACCESS_KEY, "none");
    }

    @Test
    void aProjectIsRemovedOnlyWhenNothingIsInIt() {
        Project project = auth.projects().create("red");
        auth.addUser("anna", Role.VIEWER);
        auth.projects().grant("anna", project.id(), "admin");
        assertThat(project.id()).matches("[0-9a-f]{32}");
        assertThat(auth.projects().rolesIn(project.id()))
                .extracting(HeldRole::role)
                .containsExactly(Role.ADMIN);
        new JdbiSessionStore(auth.database, new SessionChanges())
                .run(transaction ->
                        transaction.queues().insert(QueuePlan.builtIn("q", 1).made(PROJECT, null, "q", 0)));

        assertSaid(() -> auth.projects().remove(PROJECT), ErrorCode.NOT_SUPPORTED, Message.PROJECT_IN_USE, PROJECT);
        auth.projects().remove(project.id());
        assertThat(auth.projects().list()).extracting(Project::name).containsExactly("default");
    }

    @Test
    void aProjectIsGivenByItsIdOrItsName() {
        Project red = auth.projects().create("red");
        auth.addUser("anna", Role.VIEWER);
        assertThat(auth.projects().grant("Anna", "red", "developer"))
                .isEqualTo(new HeldRole("anna", red, Role.DEVELOPER));
        assertThat(auth.projects().rolesIn(red.id())).isEqualTo(auth.projects().rolesIn("red"));
        assertThat(auth.projects().roles())
                .extracting(HeldRole::user, held -> held.project().name(), HeldRole::role)
                .containsExactly(
                        tuple("admin", PROJECT, Role.ADMIN),
                        tuple("anna", PROJECT, Role.VIEWER),
                        tuple("anna", "red", Role.DEVELOPER));

        auth.projects().disable("red");
        assertThat(auth.projects().find(red.id()).enabled()).isFalse();
        auth.projects().revoke("anna", "red");
        assertSaid(
                () -> auth.projects().revoke("anna", "red"), ErrorCode.NOT_FOUND, Message.NO_SUCH_ROLE, "anna", "red");
        assertSaid(() -> auth.projects().create(red.id()), ErrorCode.ALREADY_EXISTS, Message.PROJECT_EXISTS, red.id());
        auth.projects().remove("red");
    }

    @Test
    void theOperatorsTokenIsGoodForAdministrationAlone() {
        assertThat(auth.operator().isToken("")).isFalse();
        String token = auth.operator().newToken();
        Caller operator = auth.authenticator().byTokenOrOperator(token);
        assertThat(operator.systemAdmin()).isTrue();
        assertThat(operator.user()).isEqualTo("operator");
        assertThat(operator.userId()).isNull();
        assertThat(operator.roles()).isEmpty();
        assertRefused(() -> auth.authenticator().byToken(token), Message.TOKEN_REFUSED);
        assertThat(auth.authenticator().describeToken(token)).isEmpty();

        assertThat(auth.authenticator().byTokenOrOperator(auth.adminToken()).user())
                .isEqualTo("admin");
        auth.operator().newToken();
        assertRefused(() -> auth.authenticator().byTokenOrOperator(token), Message.TOKEN_REFUSED);
    }

    @Test
    void namesOfProjectsAndRolesAreChecked() {
        assertSaid(
                () -> auth.projects().create("a b"), ErrorCode.INVALID_PARAMETER, Message.PROJECT_NAME_INVALID, "a b");
        assertSaid(
                () -> auth.projects().create("default"), ErrorCode.ALREADY_EXISTS, Message.PROJECT_EXISTS, "default");
        assertSaid(
                () -> auth.projects().grant("admin", PROJECT, "ADMIN"),
                ErrorCode.INVALID_PARAMETER,
                Message.ROLE_UNKNOWN,
                "ADMIN");
    }

    @Test
    void secretsOfAccessKeysAreEncryptedAndAUserHasTwentyAtMost() {
        for (int i = 1; i < 20; i++) {
            auth.accessKeys().create("admin");
        }
        assertSaid(
                () -> auth.accessKeys().create("admin"),
                ErrorCode.LIMIT_REACHED,
                Message.TOO_MANY_ACCESS_KEYS,
                "admin",
                20);
        assertThat(auth.accessKeys().list("admin"))
                .hasSize(20)
                .filteredOn(key -> key.id().equals(auth.first.accessKey().id()))
                .singleElement()
                .matches(key ->
                        !key.encryptedSecret().contains(auth.first.accessKey().secret()));
    }
}
