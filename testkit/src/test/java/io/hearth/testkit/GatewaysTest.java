package io.hearth.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.hearth.api.MemorySize;
import io.hearth.api.SessionState;
import io.hearth.api.StatementState;
import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.StatementOutcome;
import io.hearth.cli.client.HearthClient;
import io.hearth.cli.client.StatementView;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Several gateways on one PostgreSQL do together what one does. */
class GatewaysTest extends SeveralGateways {

    @Test
    void anyGatewayAnswersAnyCall() {
        TestGateway one = start();
        TestGateway two = start();
        TestGateway three = start();

        String id = idleSession(one);
        assertThat(two.client().run(id, "said at two", SOON).text()).isEqualTo("said at two");
        three.client().submit(id, FakeDriver.HANG);
        awaitRunning(two, id, 1);
        String path = two.client().sessions() + "/" + id + "/statements/1?wait=60&state=running";
        CompletableFuture<String> waiting = CompletableFuture.supplyAsync(
                () -> two.client().exchange("GET", path, null, Map.of()).body());
        await().atMost(SOON).until(() -> two.waiting() == 1);
        three.client().cancel(id, 1);

        assertThat(waiting).succeedsWithin(SOON).asString().contains("\"state\":\"cancel");
        assertThat(one.client().awaitStatement(id, 1, SOON).state()).isEqualTo(StatementState.CANCELLED);
        three.client().deleteSession(id);
        awaitState(two, id, SessionState.SUCCESS);
        assertThat(one.launcher().alive()).isZero();
    }

    @Test
    void gatewaysThatStartAtOnceMakeTheirQueuesOnce() throws Exception {
        start();
        try (Connection other = connect();
                Statement change = other.createStatement()) {
            change.execute("create temporary table made as select * from queue");
            assertThat(change.executeUpdate("delete from queue")).isEqualTo(2);
            other.setAutoCommit(false);
            change.execute("select id from admission for update");
            change.execute("insert into queue select * from made");

            CompletableFuture<TestGateway> starting = CompletableFuture.supplyAsync(this::start);
            await().atMost(SOON).until(() -> isWaitedFor(change));
            other.commit();

            assertThat(starting).succeedsWithin(SOON);
            idleSession(starting.join());
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                Objects.requireNonNull(settings.get("database.url")), settings.get("database.user"), null);
    }

    private static boolean isWaitedFor(Statement asking) throws SQLException {
        try (ResultSet row = asking.executeQuery(
                "select count(*) from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))")) {
            return row.next() && row.getInt(1) > 0;
        }
    }

    @Test
    void gatewaysTogetherNeverGiveMoreThanTheQueueHas() throws Exception {
        settings.put("queue.compute-units", "16");
        List<TestGateway> three = List.of(start(), start(), start());
        List<CompletableFuture<String>> created = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            HearthClient client = three.get(i % 3).client();
            created.add(CompletableFuture.supplyAsync(
                    () -> client.createSession(REQUEST).id()));
        }
        List<String> ids = created.stream().map(CompletableFuture::join).toList();
        List<Integer> living = new ArrayList<>();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            living.add(livingAtOnce(three));
            List<SessionState> states = new ArrayList<>();
            for (String id : ids) {
                SessionState state =
                        three.get(states.size() % 3).client().session(id).state();
                states.add(state);
                if (state == SessionState.IDLE) {
                    three.get(states.size() % 3).client().deleteSession(id);
                }
            }
            return states.stream().allMatch(SessionState::isFinal);
        });

        long unitsOfOne =
                three.get(0).sessions().find("default", ids.get(0)).plan().computeUnits();
        assertThat(Collections.max(living)).isPositive().isLessThanOrEqualTo(Math.toIntExact(16 / unitsOfOne));
    }

    /** A session that lives on one machine may end while those of the next are counted, and make room for one there. */
    private static int livingAtOnce(List<TestGateway> gateways) {
        Set<String> living = living(gateways);
        living.retainAll(living(gateways));
        return living.size();
    }

    private static Set<String> living(List<TestGateway> gateways) {
        return gateways.stream()
                .flatMap(one -> one.launcher().livingSessions().stream())
                .collect(Collectors.toSet());
    }

    @Test
    void aSessionStartsOnTheMachineThatHasRoom() {
        FakeLauncher full = new FakeLauncher("small one");
        full.limitMemory(MemorySize.ofMebibytes(1));
        TestGateway small = start(full);
        TestGateway large = start();
        await().atMost(SOON).until(() -> small.others() == 1);

        String id = idleSession(small);

        assertThat(large.launcher().driverOf(id)).isPresent();
        assertThat(full.alive()).isZero();
    }

    @Test
    void onePoolServesAllGateways() {
        settings.put("pool.queues", "default=1-1");
        TestGateway first = start();
        TestGateway second = start();
        await().atMost(SOON).until(() -> warm(first) + warm(second) == 1 && isReady(second));

        String id = idleSession(second);

        assertThat(first.launcher().driverOf(id)).isPresent();
        assertThat(second.client().run(id, "warm", SOON).text()).isEqualTo("warm");
    }

    private static boolean isReady(TestGateway gateway) {
        return gateway.readyInPool() == 1;
    }

    private static int warm(TestGateway gateway) {
        return gateway.launcher().warmDrivers().size();
    }

    @Test
    void liveOutputComesFromWhicheverGatewayHearsIt() {
        TestGateway one = start();
        TestGateway two = start();
        String id = idleSession(one);
        one.client().submit(id, FakeDriver.HANG);
        awaitRunning(one, id, 0);
        await().atMost(SOON).until(() -> one.others() == 1);
        try (EventReader early = follow(two, id, 0);
                EventReader late = follow(two, id, 1)) {
            // Before there is such a statement.
            late.awaitEnd();
            assertThat(late.status()).isEqualTo(404);
            FakeDriver driver = driver(one, id);
            await().atMost(SOON).until(() -> driver.isFollowed(id, 0));
            driver.print(id, 0, "half of ");
            await().atMost(SOON).until(() -> early.text().equals("half of "));
            driver.say(new DriverFrame.Progress(id, 0, 0.5, new DriverFrame.Work(1, 0, 2, 1, 8, 4, 100)));
            early.await(event -> event.name().equals("progress"));
            await().atMost(SOON).until(() -> two.client().statement(id, 0).progress() == 0.5);
            driver.print(id, 0, "it");
            one.client().submit(id, FakeDriver.HANG);
            driver.end(id, 0, StatementOutcome.ok("half of it and the rest"));

            early.awaitEnd();
            assertThat(early.text()).isEqualTo("half of it and the rest");
        }
        await().atMost(SOON).until(() -> one.followed() + two.followed() == 0);
    }

    @Test
    void whoFollowsIsNotDisturbedWhenTheDriverMoves() {
        TestGateway lost = start();
        TestGateway other = start();
        TestGateway third = start();
        String id = idleSession(lost);
        FakeDriver driver = driver(lost, id).roam();
        awaitKnown(driver, 3);
        lost.client().submit(id, FakeDriver.HANG);
        awaitRunning(lost, id, 0);
        try (EventReader reader = follow(third, id, 0);
                EventReader another = follow(other, id, 0)) {
            await().atMost(SOON).until(() -> driver.isFollowed(id, 0));
            driver.print(id, 0, "one ");
            await().atMost(SOON).until(() -> reader.text().equals("one "));

            lost.vanish();
            gateways.remove(lost);
            driver.print(id, 0, "two ");
            await().atMost(SOON).until(() -> reader.text().equals("one two "));
            driver.end(id, 0, StatementOutcome.ok("one two three"));

            reader.awaitEnd();
            another.awaitEnd();
            assertThat(reader.text()).isEqualTo("one two three");
            assertThat(another.text()).isEqualTo("one two three");
        }
    }

    private static EventReader follow(TestGateway gateway, String id, int number) {
        String path = gateway.client().sessions() + "/" + id + "/statements/" + number + "/stream";
        return EventReader.open(
                gateway.address().resolve(path), gateway.client().issueToken(), "");
    }

    @Test
    void theSparkUiIsReachedThroughTheGatewayOfItsMachine() throws Exception {
        TestGateway near = start();
        TestGateway far = start();
        HttpServer spark = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        spark.createContext("/", exchange -> {
            byte[] page = (exchange.getRequestURI() + " "
                            + exchange.getRequestHeaders().keySet())
                    .getBytes(UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        spark.start();
        try {
            String id = idleSession(near);
            driver(near, id)
                    .report(new DriverFrame.DriverReady(
                            "app",
                            "4.2.0",
                            "http://127.0.0.1:" + spark.getAddress().getPort()));
            String path = far.client().sessions() + "/" + id + "/ui/stages/a%20b?id=1";
            await().atMost(SOON).until(() -> ui(far, path).statusCode() == 200);

            assertThat(ui(far, path).body())
                    .startsWith("/stages/a%20b?id=1 ")
                    .doesNotContain("Auth")
                    .doesNotContain("Pass");
            near.vanish();
            gateways.remove(near);
            await().atMost(MOVED).until(() -> far.others() == 0);
        } finally {
            spark.stop(0);
        }
    }

    private static HttpResponse<String> ui(TestGateway gateway, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(gateway.address().resolve(path))
                                .header("X-Auth-Token", gateway.client().issueToken())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aFetchIsDoneOnceAndGoesOnWhenItsGatewayIsLost() throws Exception {
        try (OddServer web = new OddServer()) {
            settings.put("packages.fetch.allow", web.place());
            TestGateway lost = start();
            TestGateway other = start();
            CountDownLatch never = new CountDownLatch(1);
            web.on("/a.jar", output -> never.await());
            String body = "{\"paths\":[\"%s\"],\"kind\":\"jar\",\"is_async\":true}".formatted(web.url("/a.jar"));
            String resources = "/v2.0/default/resources";
            lost.client().exchange("POST", resources, body, Map.of());
            await().atMost(SOON).until(() -> web.count("/a.jar") == 1);
            TestGateway third = start();
            assertThat(web.count("/a.jar")).isEqualTo(1);

            web.serve("/a.jar", "content");
            lost.vanish();
            gateways.remove(lost);

            await().atMost(SOON)
                    .until(() -> other.client()
                            .exchange("GET", resources + "/a.jar", null, Map.of())
                            .body()
                            .contains("READY"));
            assertThat(web.count("/a.jar")).isEqualTo(2);
            // It finds out by itself that one is gone, later maybe than the one that fetched.
            await().atMost(SOON).until(() -> third.others() == 1);
            never.countDown();
        }
    }

    @Test
    void nobodyButAGatewayMayAskAsOne() throws Exception {
        TestGateway gateway = start();
        String id = idleSession(gateway);
        for (String path :
                List.of("/gateway/v1/live/default/" + id + "/0", "/gateway/v1/ui/default/" + id + "/jobs/")) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(gateway.address().resolve(path));
            for (String pass : List.of("", "1.00", System.currentTimeMillis() + "." + "0".repeat(64))) {
                int status = HttpClient.newHttpClient()
                        .send(
                                request.copy()
                                        .header("X-Hearth-Gateway-Pass", pass)
                                        .header("X-Auth-Token", gateway.client().issueToken())
                                        .build(),
                                HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                assertThat(status).isEqualTo(401);
            }
        }
    }

    @Test
    void whatWasNotHeardIsLookedUp() {
        TestGateway one = start();
        TestGateway deaf = start();
        deaf.stopListening();
        String id = idleSession(deaf);

        one.client().submit(id, FakeDriver.HANG);
        awaitRunning(one, id, 0);
        one.client().cancel(id, 0);

        StatementView cancelled = one.client().awaitStatement(id, 0, SOON);
        assertThat(cancelled.state()).isEqualTo(StatementState.CANCELLED);
        one.client().deleteSession(id);
        awaitState(one, id, SessionState.SUCCESS);
        assertThat(Set.copyOf(deaf.launcher().livingSessions())).isEmpty();
    }
}
