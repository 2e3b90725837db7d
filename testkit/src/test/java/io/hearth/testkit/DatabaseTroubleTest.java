package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.api.SessionState;
import io.hearth.api.StatementState;
import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.GatewayFrame;
import io.hearth.api.channel.StatementOutcome;
import io.hearth.cli.client.Exchange;
import io.hearth.cli.client.HttpFailure;
import io.hearth.cli.client.StatementView;
import io.hearth.server.error.GatewayException;
import io.hearth.testkit.TroubledRelay.Direction;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A PostgreSQL that crashes, is cut off, stands still or is full: calls are told to come again, and nothing is lost. */
class DatabaseTroubleTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    /** What {@code database.timeout} is here. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** No call may take longer, whatever the database does: a connection and an answer over it, and what else there is to do. */
    private static final Duration BOUND = TIMEOUT.multipliedBy(3);

    private static final String SESSION = "{\"kind\": \"spark\", \"queue\": \"default\"}";

    private static PostgresServer server;

    @TempDir
    Path data;

    private final List<TestGateway> gateways = new ArrayList<>();
    private Map<String, String> settings;
    private TroubledRelay relay;
    private TestGateway gateway;

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
        relay = TroubledRelay.to(server.port());
        settings = new HashMap<>(server.newDatabaseBehind(relay));
        // With each order its text, so that the relay sees it.
        settings.computeIfPresent("database.url", (key, url) -> url + "?prepareThreshold=0");
        settings.put("database.timeout", TIMEOUT.toSeconds() + "s");
        settings.put("shutdown.sessions", "keep");
        gateway = start("machine");
    }

    private TestGateway start(String machine) {
        TestGateway started = TestGateway.start(data, settings, new FakeLauncher(machine), Clock.systemUTC());
        gateways.add(started);
        return started;
    }

    @AfterEach
    void stop() {
        relay.heal();
        gateways.forEach(TestGateway::close);
        relay.close();
    }

    /** After trouble calls may still be refused for a moment when others are answered already. */
    private static ConditionFactory soon() {
        return await().atMost(SOON)
                .ignoreExceptionsMatching(
                        failure -> failure instanceof HttpFailure || GatewayException.isForNow(failure));
    }

    /** What a call answers that is not refused. */
    private static <T> T answered(Callable<T> call) {
        return soon().until(call, answer -> true);
    }

    /** What a change answers that is made once, however often it has to be asked for. */
    private JsonNode taken(String path, String body, String key) {
        return soon().until(() -> post(path, body, key), answer -> answer.status() == 200)
                .json();
    }

    private String idleSession() {
        String id = taken(
                        gateway.client().sessions(), SESSION, UUID.randomUUID().toString())
                .path("id")
                .asString();
        awaitState(id, SessionState.IDLE);
        driver(id).roam();
        return id;
    }

    private void awaitState(String id, SessionState state) {
        soon().until(() -> gateway.client().session(id).state() == state);
    }

    /** It, too, may be refused for a moment. */
    private void comesBack(FakeDriver driver, String session) {
        soon().pollDelay(Duration.ZERO).pollInterval(Duration.ofSeconds(1)).until(() -> {
            if (!driver.isWelcome()) {
                driver.dial()
                        .orTimeout(SOON.toSeconds(), TimeUnit.SECONDS)
                        .handle((connected, refused) -> true)
                        .join();
            }
            return gateway.client().session(session).state() == SessionState.IDLE;
        });
    }

    private StatementView over(String id, int number) {
        return soon().until(
                        () -> gateway.client().statement(id, number),
                        view -> view.state().isFinal());
    }

    private FakeDriver driver(String session) {
        return gateway.launcher().driverOf(session).orElseThrow();
    }

    private String statements(String session) {
        return gateway.client().sessions() + "/" + session + "/statements";
    }

    private Exchange get(String path) {
        return gateway.client().exchange("GET", path, null, Map.of());
    }

    private Exchange post(String path, String body, String key) {
        return gateway.client().exchange("POST", path, body, Map.of("Idempotency-Key", key));
    }

    private static void assertComesAgain(Exchange exchange) {
        assertThat(exchange.status()).as(exchange.body()).isEqualTo(503);
        assertThat(exchange.headers().firstValue("Retry-After")).isPresent();
        assertThat(exchange.json().path("error_code").asString()).isEqualTo("DLI.0999");
    }

    /** Every call is refused, in time, and told to come again. */
    private void assertOutOfReach(String session) {
        List<Exchange> answers = new ArrayList<>();
        for (String path : List.of("", "/" + session, "/" + session + "/statements", "/" + session + "/log")) {
            answers.add(timed(() -> get(gateway.client().sessions() + path)));
        }
        answers.add(timed(() -> post(gateway.client().sessions(), SESSION, "refused")));
        answers.add(timed(() -> post(statements(session), "{\"code\": \"refused\"}", "refused")));
        assertThat(answers).allSatisfy(DatabaseTroubleTest::assertComesAgain);
        Exchange readiness = timed(() -> get("/q/health/ready"));
        assertThat(readiness.status()).isEqualTo(503);
        assertThat(readiness.body()).contains("\"database\"").contains("DOWN");
        assertThat(timed(() -> get("/q/health/live")).status()).isEqualTo(200);
    }

    private static Exchange timed(Supplier<Exchange> call) {
        long before = System.nanoTime();
        Exchange answer = call.get();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(BOUND);
        return answer;
    }

    private void assertRuns(String session, String code) {
        int number = taken(statements(session), "{\"code\": \"" + code + "\"}", code)
                .path("id")
                .asInt();
        assertThat(over(session, number).text()).isEqualTo(code);
    }

    private void lookTwice() {
        for (int i = 0; i < 2; i++) {
            answered(() -> {
                gateway.look();
                return true;
            });
        }
    }

    private void awaitReady() {
        soon().until(() -> get("/q/health/ready").status() == 200);
    }

    private long told(String session, int number) {
        return driver(session).heard().stream()
                .filter(frame -> frame instanceof GatewayFrame.RunStatement run && run.statement() == number)
                .count();
    }

    private double meter(String name) {
        return get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }

    @Test
    void aCrashOfTheServerCostsTimeAndNothingElse() {
        String id = idleSession();
        gateway.client().submit(id, FakeDriver.HANG);
        gateway.client().submit(id, "next");
        soon().until(() -> gateway.client().statement(id, 0).state() == StatementState.RUNNING);

        server.crash();
        try {
            assertOutOfReach(id);
            driver(id).end(id, 0, StatementOutcome.ok("said while nobody could write it down"));
            assertOutOfReach(id);
        } finally {
            server.restart();
        }

        awaitReady();
        assertThat(over(id, 0).text()).isEqualTo("said while nobody could write it down");
        assertThat(over(id, 1).text()).isEqualTo("next");
        awaitState(id, SessionState.IDLE);
        assertThat(told(id, 0)).isEqualTo(1);
        assertThat(gateway.fenced()).isNotDone();
        assertThat(meter("hearth_database_troubles_total")).isEqualTo(1);
        assertThat(meter("hearth_database_refused_total")).isGreaterThan(10);
        soon().until(() -> meter("hearth_database_troubled") == 0);
    }

    @Test
    void whatADriverSaidRightAfterAReportThatWasLostIsNoGap() {
        String id = idleSession();
        gateway.client().submit(id, FakeDriver.HANG);
        soon().until(() -> gateway.client().statement(id, 0).state() == StatementState.RUNNING);

        relay.cutAfterText(Direction.TO_SERVER, "cut-off-here");
        driver(id).report(new DriverFrame.DriverReady("cut-off-here", "4", null));
        driver(id).end(id, 0, StatementOutcome.ok("said right after it"));

        assertThat(over(id, 0).text()).isEqualTo("said right after it");
        assertThat(relay.isCutPending()).isFalse();
        awaitState(id, SessionState.IDLE);
        assertThat(answered(() -> gateway.client().session(id))
                        .json()
                        .path("appId")
                        .asString())
                .isEqualTo("cut-off-here");
    }

    @Test
    void aNetworkThatSwallowsEverythingKeepsNobodyWaitingForLong() {
        String id = idleSession();

        relay.hold();
        assertOutOfReach(id);
        assertOutOfReach(id);
        relay.heal();

        awaitReady();
        awaitState(id, SessionState.IDLE);
        soon().until(() -> get(statements(id)).status() == 200);
        assertRuns(id, "well again");
    }

    @Test
    void aDriverThatDiesMeanwhileIsConcludedAfterwards() {
        String id = idleSession();
        gateway.client().submit(id, FakeDriver.HANG);
        soon().until(() -> gateway.client().statement(id, 0).state() == StatementState.RUNNING);

        relay.refuse();
        driver(id).exit(137);
        assertOutOfReach(id);
        relay.heal();

        awaitState(id, SessionState.DEAD);
        assertThat(over(id, 0).errorName()).isEqualTo("DRIVER_KILLED");
        assertThat(answered(() -> gateway.client().events(id))
                        .path("cause")
                        .path("name")
                        .asString())
                .isEqualTo("DRIVER_KILLED");
        // Its CUs are free: another one starts.
        idleSession();
    }

    @Test
    void aDriverThatIsLostMeanwhileIsSeenToBeAfterwards() {
        String id = idleSession();
        FakeDriver silent = gateway.launcher().driverOf(id).orElseThrow();
        silent.stay();

        relay.refuse();
        silent.cut();
        assertOutOfReach(id);
        relay.heal();

        awaitState(id, SessionState.RECOVERING);
        comesBack(silent, id);
    }

    @Test
    void aStatementWhoseCommitWasNotAnsweredRunsOnce() {
        String id = idleSession();
        int doubtful = 0;
        for (int round = 0; round < 20 && doubtful < 3; round++) {
            String body = "{\"code\": \"round " + round + "\"}";
            String key = "round " + round;
            relay.cutAfterText(Direction.TO_SERVER, "COMMIT");
            Exchange first = post(statements(id), body, key);
            doubtful += first.status() == 503 ? 1 : 0;
            soon().until(() -> post(statements(id), body, key).status() == 200);

            assertThat(over(id, round).text()).isEqualTo("round " + round);
            assertThat(told(id, round)).isEqualTo(1);
        }
        assertThat(doubtful).isEqualTo(3);
    }

    @Test
    void aSessionWhoseCommitWasNotAnsweredStartsOnce() {
        int doubtful = 0;
        for (int round = 0; round < 20 && doubtful < 2; round++) {
            String key = "round " + round;
            relay.cutAfterText(Direction.TO_SERVER, "COMMIT");
            Exchange first = post(gateway.client().sessions(), SESSION, key);
            doubtful += first.status() == 503 ? 1 : 0;
            String id =
                    taken(gateway.client().sessions(), SESSION, key).path("id").asString();
            awaitState(id, SessionState.IDLE);
            answered(() -> {
                gateway.client().deleteSession(id);
                return id;
            });
            awaitState(id, SessionState.SUCCESS);
        }
        assertThat(doubtful).isEqualTo(2);
        soon().until(() -> gateway.launcher().alive() == 0);
    }

    @Test
    void whereverAConnectionBreaksEveryStatementRunsOnceAndInOrder() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String id = idleSession();
        int statements = 30;
        for (int number = 0; number < statements; number++) {
            Direction direction = random.nextBoolean() ? Direction.TO_SERVER : Direction.TO_CLIENT;
            relay.cutAfter(direction, 1 + random.nextInt(4_000));
            String body = "{\"code\": \"statement " + number + "\"}";
            String key = "key " + number;
            soon().until(() -> {
                Exchange answer = post(statements(id), body, key);
                assertThat(answer.status())
                        .as("seed %d: %s", seed, answer.body())
                        .isIn(200, 503);
                return answer.status() == 200;
            });
        }

        for (int number = 0; number < statements; number++) {
            assertThat(over(id, number).text()).as("seed %d", seed).isEqualTo("statement " + number);
        }
        assertThat(soon().until(() -> get(statements(id)), answer -> answer.status() == 200)
                        .json()
                        .path("total_statements")
                        .asInt())
                .as("seed %d", seed)
                .isEqualTo(statements);
        awaitState(id, SessionState.IDLE);
    }

    @Test
    void noGatewayIsTakenForDeadBecauseTheDatabaseWasAway() {
        TestGateway other = start("another machine");
        soon().until(() -> gateway.others() == 1 && other.others() == 1);
        String id = idleSession();

        server.crash();
        try {
            assertOutOfReach(id);
            assertOutOfReach(id);
        } finally {
            server.restart();
        }

        awaitReady();
        String posted = "{\"code\": \"after it\"}";
        soon().until(() -> other.client()
                        .exchange("POST", statements(id), posted, Map.of("Idempotency-Key", "after it"))
                        .status()
                == 200);
        assertThat(over(id, 0).text()).isEqualTo("after it");
        await().during(Duration.ofSeconds(8))
                .atMost(SOON)
                .until(() -> !gateway.fenced().isDone() && !other.fenced().isDone());
        assertThat(gateway.others()).isEqualTo(1);
        assertThat(other.others()).isEqualTo(1);
    }

    @Test
    void gatewaysWhoseClocksDifferAgreeOnADriversLease() {
        TestGateway ahead = TestGateway.start(
                data,
                settings,
                new FakeLauncher("of the future"),
                Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10)));
        gateways.add(ahead);
        String id = idleSession();
        FakeDriver silent = driver(id).stay();

        silent.cut();
        awaitState(id, SessionState.RECOVERING);
        ahead.look();

        assertThat(gateway.client().session(id).state()).isEqualTo(SessionState.RECOVERING);
        silent.dial().orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
        awaitState(id, SessionState.IDLE);
    }

    @Test
    void aDriverHasItsWholeLeaseFromWhenTheDatabaseIsBack() {
        gateway.close();
        settings.put("driver.lease", "4s");
        gateway = start("machine");
        String id = idleSession();
        FakeDriver silent = driver(id).stay();
        silent.cut();
        awaitState(id, SessionState.RECOVERING);

        relay.refuse();
        // Longer than the lease, and than the margin that is given on it.
        await().pollDelay(Duration.ofSeconds(10)).atMost(SOON).until(() -> true);
        relay.heal();
        awaitReady();
        lookTwice();
        assertThat(answered(() -> gateway.client().session(id)).state()).isEqualTo(SessionState.RECOVERING);
        comesBack(silent, id);
    }

    @Test
    void aDriverThatIsToCancelHasItsTimeFromWhenTheDatabaseIsBack() {
        String id = idleSession();
        gateway.client().submit(id, FakeDriver.DEAF);
        // A cancel that overtakes it finds a driver that is not deaf yet.
        soon().until(() -> driver(id).has(id, 0));
        gateway.client().cancel(id, 0);

        relay.refuse();
        // Longer than a cancel may take, and than the margin that is given on it.
        await().pollDelay(Duration.ofSeconds(8)).atMost(SOON).until(() -> true);
        relay.heal();
        awaitReady();
        lookTwice();
        assertThat(answered(() -> gateway.client().session(id)).state().isFinal())
                .isFalse();
        awaitState(id, SessionState.DEAD);
        assertThat(answered(() -> gateway.client().events(id))
                        .path("cause")
                        .path("name")
                        .asString())
                .isEqualTo("CANCEL_ENDED_DRIVER");
    }

    @Test
    void whoStopsMeanwhileLeavesItsSessionsToTheNextGateway() {
        String id = idleSession();
        FakeDriver driver = driver(id).stay();

        relay.refuse();
        assertComesAgain(get(gateway.client().sessions()));
        assertThat(CompletableFuture.runAsync(gateway::stop)).succeedsWithin(BOUND);
        relay.heal();
        gateway = TestGateway.start(data, settings, gateway.launcher(), Clock.systemUTC());
        gateways.add(gateway);

        driver.dialTo(gateway.address()).join();
        awaitState(id, SessionState.IDLE);
        assertRuns(id, "goes on");
    }

    @Test
    void aFullDiskIsSaidAndNothingIsHalfDone() {
        String id = idleSession();
        assertThat(gateway.client().run(id, "before", SOON).text()).isEqualTo("before");
        String database = settings.getOrDefault("database.url", "").replaceFirst(".*/([a-z0-9]+)\\?.*", "$1");
        server.execute(database, """
                create function no_space() returns trigger language plpgsql as
                'begin raise exception ''could not extend file: No space left on device'' using errcode = ''53100''; end'
                """);
        server.execute(database, "create trigger disk before insert on statement execute function no_space()");

        Exchange refused = post(statements(id), "{\"code\": \"too much\"}", "full");
        assertComesAgain(refused);
        assertThat(refused.json().path("error_msg").asString()).contains("no space left");
        assertThat(gateway.client().session(id).state()).isEqualTo(SessionState.IDLE);
        assertThat(meter("hearth_database_troubled")).isEqualTo(1);

        server.execute(database, "drop trigger disk on statement");
        Exchange taken = post(statements(id), "{\"code\": \"too much\"}", "full");
        assertThat(taken.json().path("id").asInt()).isEqualTo(1);
        assertThat(over(id, 1).text()).isEqualTo("too much");
    }
}
