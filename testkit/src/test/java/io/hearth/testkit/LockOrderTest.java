package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.api.SessionState;
import io.hearth.server.error.GatewayException;
import io.hearth.server.session.Session;
import io.hearth.server.session.SessionChanges;
import io.hearth.server.store.Database;
import io.hearth.server.store.JdbiSessionStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever has a session never waits for whoever has its driver, who may wait for the session. Were there another order that was
 * not thought of, one of both would be told to try again.
 */
class LockOrderTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path data;

    private static PostgresServer server;

    private TestGateway gateway;
    private Database database;
    private JdbiSessionStore store;

    @BeforeAll
    static void startServer() {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void start() {
        Map<String, String> settings = server.newDatabase();
        gateway = TestGateway.start(data, settings, new FakeLauncher(), Clock.systemUTC());
        database = Database.open(
                Objects.requireNonNull(settings.get("database.url")), settings.get("database.user"), null);
        store = new JdbiSessionStore(database, new SessionChanges());
    }

    @AfterEach
    void stop() {
        database.close();
        gateway.close();
    }

    @Test
    void whoWaitsForWhoWaitsIsToldToTryAgain() {
        String one = idleSession();
        String other = idleSession();
        CountDownLatch locked = new CountDownLatch(2);

        List<CompletableFuture<Void>> both = List.of(
                CompletableFuture.runAsync(() -> lockBoth(one, locked, other)),
                CompletableFuture.runAsync(() -> lockBoth(other, locked, one)));

        assertThat(both.stream().filter(LockOrderTest::isToBeDoneAgain).count()).isEqualTo(1);
        assertThat(database.isTroubled()).isFalse();
        lockBoth(one, locked, other);
    }

    private void lockBoth(String first, CountDownLatch locked, String second) {
        store.run(transaction -> {
            assertThat(transaction.sessions().lock(first)).isPresent();
            locked.countDown();
            try {
                assertThat(locked.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            assertThat(transaction.sessions().lock(second)).isPresent();
        });
    }

    private static boolean isToBeDoneAgain(CompletableFuture<Void> work) {
        Throwable failure = work.handle((done, thrown) -> thrown).join();
        assertThat(failure == null || GatewayException.isForNow(failure)).isTrue();
        return failure != null;
    }

    private String idleSession() {
        String id = gateway.client()
                .createSession(Map.of("kind", "spark", "queue", "default"))
                .id();
        gateway.client().awaitSession(id, view -> view.state() == SessionState.IDLE, SOON);
        return id;
    }

    @Test
    void aSessionIsChangedTwiceWhileItsDriverIsLocked() {
        String id = idleSession();
        CompletableFuture<Void> sessionLocked = new CompletableFuture<>();
        CompletableFuture<Void> driverLocked = new CompletableFuture<>();
        CompletableFuture<Void> changing = CompletableFuture.runAsync(() -> store.run(transaction -> {
            Session session = transaction.sessions().lock(id).orElseThrow();
            transaction.save(session);
            sessionLocked.complete(null);
            driverLocked.join();
            transaction.save(session);
        }));
        CompletableFuture<Void> locking = CompletableFuture.runAsync(() -> store.run(transaction -> {
            sessionLocked.join();
            Session session = transaction.sessions().find(id).orElseThrow();
            assertThat(transaction.drivers().lock(Objects.requireNonNull(session.driverId())))
                    .isPresent();
            driverLocked.complete(null);
            assertThat(transaction.sessions().lock(id)).isPresent();
        }));

        assertThat(changing).succeedsWithin(SOON);
        assertThat(locking).succeedsWithin(SOON);
    }
}
