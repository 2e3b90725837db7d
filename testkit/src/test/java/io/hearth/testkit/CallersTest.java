package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hearth.api.ErrorCode;
import io.hearth.server.auth.AuthCore;
import io.hearth.server.auth.AuthOptions;
import io.hearth.server.auth.FirstStart;
import io.hearth.server.auth.HeldRole;
import io.hearth.server.auth.ProjectScope;
import io.hearth.server.auth.User;
import io.hearth.server.auth.UserAdministration.Standing;
import io.hearth.server.error.GatewayException;
import io.hearth.server.store.Database;
import io.hearth.server.store.JdbiAuthStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What several gateways do to users and tokens at one time, on the embedded database. */
class CallersTest {

    private static final int AT_ONCE = 6;
    private static final String ADDRESS = "192.0.2.1";
    private static final ProjectScope SCOPE = new ProjectScope.ById("default");

    @TempDir
    private Path directory;

    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    private Database database;

    Database openDatabase() {
        return Database.open(Database.embedded(directory), null, null);
    }

    @BeforeEach
    void open() {
        database = openDatabase();
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        database.close();
    }

    private AuthCore gateway() {
        AuthOptions options = new AuthOptions(
                "default",
                directory,
                Optional.empty(),
                Duration.ofHours(1),
                1_000,
                AT_ONCE,
                Duration.ofSeconds(10),
                10,
                Duration.ofMinutes(15),
                Optional.empty());
        return AuthCore.open(new JdbiAuthStore(database), options, new SecureRandom(), Clock.systemUTC());
    }

    @Test
    void ofGatewaysThatStartAtOnceOneMakesTheFirstUserWhole() throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(AT_ONCE);
        List<Optional<FirstStart.Result>> results = atOnce(i -> {
            barrier.await();
            return gateway().firstStart().run("default", made -> {});
        });

        assertThat(results).filteredOn(Optional::isPresent).hasSize(1);
        FirstStart.Result first =
                results.stream().flatMap(Optional::stream).findFirst().orElseThrow();
        AuthCore gateway = gateway();
        assertThat(gateway.administration().users().list())
                .extracting(User::name)
                .containsExactly("admin");
        assertThat(gateway.administration().projects().rolesIn("default"))
                .extracting(HeldRole::user)
                .hasSize(1);
        assertThat(gateway.administration().accessKeys().list("admin")).hasSize(1);
        assertThat(gateway.authenticator()
                        .byPassword("admin", first.password(), ADDRESS)
                        .systemAdmin())
                .isTrue();
    }

    @Test
    void aTokenThatIsRevokedIsRefusedByEveryGatewayAtOnce() throws Exception {
        AuthCore gateway = gateway();
        FirstStart.Result first =
                gateway.firstStart().run("default", made -> {}).orElseThrow();
        String token = issue(gateway, first.password());

        List<Boolean> revoked = atOnce(i -> {
            AuthCore own = gateway();
            boolean mine = own.tokens().revoke(token);
            assertRefused(() -> own.authenticator().byToken(token));
            return mine;
        });
        assertThat(revoked).filteredOn(mine -> mine).hasSize(1);
    }

    @Test
    void noTokenOfAnOldPasswordOutlivesItsReset() throws Exception {
        AuthCore gateway = gateway();
        String password =
                gateway.firstStart().run("default", made -> {}).orElseThrow().password();
        for (int round = 0; round < 10; round++) {
            String old = password;
            String next = "password" + round;
            CyclicBarrier barrier = new CyclicBarrier(AT_ONCE);
            List<Optional<String>> tokens = atOnce(i -> {
                barrier.await();
                if (i == 0) {
                    gateway.administration().users().resetPassword("admin", next);
                    return Optional.empty();
                }
                try {
                    return Optional.of(issue(gateway, old));
                } catch (GatewayException e) {
                    return Optional.empty();
                }
            });
            tokens.stream()
                    .flatMap(Optional::stream)
                    .forEach(
                            token -> assertRefused(() -> gateway.authenticator().byToken(token)));
            password = next;
        }
    }

    @Test
    void twoAdministratorsCannotDisableEachOther() throws Exception {
        AuthCore gateway = gateway();
        gateway.firstStart().run("default", made -> {});
        List<String> names = new ArrayList<>(List.of("admin"));
        for (int i = 1; i < AT_ONCE; i++) {
            names.add("admin" + i);
            gateway.administration().users().create("admin" + i, null, Standing.SYSTEM_ADMIN);
        }

        List<Boolean> disabled = atOnce(i -> {
            try {
                gateway.administration().users().disable(names.get(i));
                return true;
            } catch (GatewayException e) {
                return false;
            }
        });
        assertThat(disabled).filteredOn(done -> done).hasSize(AT_ONCE - 1);
        assertThat(gateway.administration().users().list())
                .filteredOn(User::enabled)
                .hasSize(1);
    }

    @Test
    void ofUsersOfOneNameOneIsMade() throws Exception {
        AuthCore gateway = gateway();
        List<Boolean> made = atOnce(i -> {
            try {
                gateway.administration().users().create(i % 2 == 0 ? "anna" : "Anna", null, Standing.ORDINARY);
                return true;
            } catch (GatewayException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.ALREADY_EXISTS);
                return false;
            }
        });
        assertThat(made).filteredOn(done -> done).hasSize(1);
    }

    private static String issue(AuthCore gateway, String password) {
        return gateway.authenticator()
                .issueToken("admin", password, ADDRESS, SCOPE)
                .token();
    }

    private static void assertRefused(Runnable work) {
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(work::run)
                .extracting(GatewayException::code)
                .isEqualTo(ErrorCode.NOT_AUTHENTICATED);
    }

    /** Does the same on several threads, each with a number of its own. */
    private <T> List<T> atOnce(Numbered<T> work) throws Exception {
        List<Callable<T>> tasks = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> (Callable<T>) () -> work.run(i))
                .toList();
        List<T> results = new ArrayList<>();
        for (Future<T> result : threads.invokeAll(tasks)) {
            results.add(result.get());
        }
        return results;
    }

    private interface Numbered<T> {
        T run(int number) throws Exception;
    }
}
