package io.hearth.server.auth;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.hearth.server.store.Database;
import io.hearth.server.store.JdbiAuthStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Everything about callers on a database in memory, with quick hashes and a clock that stands still. */
public final class TestAuth implements AutoCloseable {

    static final String PROJECT = "default";
    static final String HOME = "192.0.2.1";
    static final String ELSEWHERE = "192.0.2.2";

    final StillClock clock = new StillClock();
    final Database database = Database.open(
            "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;LOCK_TIMEOUT=10000",
            null,
            null);
    final AuthStore store = new JdbiAuthStore(database);
    final AuthCore core;
    final FirstStart.Result first;

    public TestAuth() {
        this(Optional.empty());
    }

    TestAuth(Optional<OidcOptions> oidc) {
        core = open(options(oidc));
        first = core.firstStart().run(PROJECT, first -> {}).orElseThrow();
    }

    private AuthCore open(AuthOptions options) {
        return AuthCore.open(store, options, new SecureRandom(), clock);
    }

    /** Another gateway on the same database. */
    AuthCore secondGateway() {
        return open(options(Optional.empty()));
    }

    private static AuthOptions options(Optional<OidcOptions> oidc) {
        return new AuthOptions(
                "default",
                Path.of("no directory is needed"),
                Optional.of(Base64.getEncoder().encodeToString(new byte[32])),
                Duration.ofHours(24),
                1_000,
                2,
                Duration.ofSeconds(10),
                3,
                Duration.ofMinutes(15),
                oidc);
    }

    public Authenticator authenticator() {
        return core.authenticator();
    }

    public Administration administration() {
        return core.administration();
    }

    public GatewayPasses passes() {
        return core.passes();
    }

    public Operator operator() {
        return core.operator();
    }

    UserAdministration users() {
        return core.administration().users();
    }

    ProjectAdministration projects() {
        return core.administration().projects();
    }

    AccessKeyAdministration accessKeys() {
        return core.administration().accessKeys();
    }

    /** A token of the first user, who may everything. */
    public String adminToken() {
        return authenticator()
                .issueToken(first.user(), first.password(), HOME, new ProjectScope.ById(PROJECT))
                .token();
    }

    /** A user with a role in the project and the password {@code secret}. */
    void addUser(String name, Role role) {
        users().create(name, "secret", UserAdministration.Standing.ORDINARY);
        projects().grant(name, PROJECT, role.wireName());
    }

    String tokenOf(String name) {
        return authenticator()
                .issueToken(name, "secret", HOME, new ProjectScope.ById(PROJECT))
                .token();
    }

    static void assertRefused(ThrowingCallable work, Message message, Object... arguments) {
        assertSaid(work, GatewayException.notAuthenticated(message, arguments));
    }

    static void assertSaid(ThrowingCallable work, ErrorCode code, Message message, Object... arguments) {
        assertSaid(work, new GatewayException(code, message, arguments));
    }

    static void assertHasToWait(ThrowingCallable work, Duration wait) {
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(work)
                .matches(refusal -> refusal.code() == ErrorCode.TOO_MANY_REQUESTS, "too many requests")
                .extracting(GatewayException::retryAfter)
                .isEqualTo(Optional.of(wait));
    }

    private static void assertSaid(ThrowingCallable work, GatewayException expected) {
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(work)
                .extracting(refusal -> List.of(refusal.code(), String.valueOf(refusal.getMessage())))
                .isEqualTo(List.of(expected.code(), String.valueOf(expected.getMessage())));
    }

    @Override
    public void close() {
        database.close();
    }
}
