package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.api.SessionState;
import io.hearth.cli.client.Credentials;
import io.hearth.cli.client.Exchange;
import io.hearth.cli.client.HearthClient;
import io.hearth.server.auth.UserAdministration.Standing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that come again with their {@code Idempotency-Key}: done once, whatever happened in between. */
class RepeatedRequestsTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String KEY = "Idempotency-Key";
    private static final String SESSION = "{\"kind\": \"spark\", \"queue\": \"default\"}";
    private static final String OTHER = "{\"kind\": \"spark\", \"queue\": \"default\", \"name\": \"other\"}";
    private static final String ELSEWHERE = "{\"kind\": \"spark\", \"queue\": \"nowhere\"}";
    private static final String STATEMENT = "{\"code\": \"one\"}";
    private static final int AT_ONCE = 8;

    @TempDir
    Path data;

    private final HandClock clock = new HandClock();
    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = start(new FakeLauncher());
    }

    private TestGateway start(FakeLauncher launcher) {
        Map<String, String> settings = new HashMap<>(database());
        settings.put("session.max-open", "3");
        return TestGateway.start(data, settings, launcher, clock);
    }

    /** The settings of the database that this test runs on; the same ones each time it is asked. */
    Map<String, String> database() {
        return Map.of();
    }

    @AfterEach
    void stop() {
        gateway.stop();
    }

    private Exchange create(String key, String body) {
        return gateway.client().exchange("POST", gateway.client().sessions(), body, Map.of(KEY, key));
    }

    private Exchange submit(String session, String key, String body) {
        return gateway.client().exchange("POST", statements(session), body, Map.of(KEY, key));
    }

    private String statements(String session) {
        return gateway.client().sessions() + "/" + session + "/statements";
    }

    private static String id(Exchange exchange) {
        assertThat(exchange.status()).as(exchange.body()).isEqualTo(200);
        return exchange.json().path("id").asString();
    }

    private int count() {
        return gateway.client()
                .exchange("GET", gateway.client().sessions(), null, Map.of())
                .json()
                .path("total")
                .asInt();
    }

    private int countStatements(String session) {
        return gateway.client()
                .exchange("GET", statements(session), null, Map.of())
                .json()
                .path("total_statements")
                .asInt();
    }

    private static void assertRefused(Exchange exchange, String code, String... words) {
        assertThat(exchange.json().path("error_code").asString())
                .as(exchange.body())
                .isEqualTo(code);
        String message = exchange.json().path("error_msg").asString();
        assertThat(List.of(words)).allSatisfy(word -> assertThat(message).contains(word));
    }

    private HearthClient developer(String name, String project) {
        gateway.administration().users().create(name, "correct horse", Standing.ORDINARY);
        gateway.administration().projects().grant(name, project, "developer");
        return new HearthClient(
                new Credentials(
                        gateway.address(), project, Optional.of(gateway.signerOf(name)), Optional.empty(), List.of()),
                (method, path, headers, body, exchange) -> {},
                clock);
    }

    @Test
    void aRequestThatComesAgainAnswersTheSessionItMadeAsItIsByThen() {
        String made = id(create("k1", SESSION));
        gateway.client().awaitSession(made, view -> view.state() == SessionState.IDLE, SOON);

        Exchange again = create("k1", SESSION);

        assertThat(id(again)).isEqualTo(made);
        assertThat(again.json().path("state").asString()).isEqualTo("idle");
        assertThat(count()).isEqualTo(1);

        gateway.client().deleteSession(made);
        gateway.client().awaitSession(made, view -> view.state() == SessionState.SUCCESS, SOON);
        assertThat(id(create("k1", SESSION))).isEqualTo(made);
    }

    @Test
    void aStatementThatComesAgainRunsOnceAlsoWhenItsSessionIsOver() {
        String session = id(create("k1", SESSION));
        Exchange first = submit(session, "k1", STATEMENT);
        assertThat(first.json().path("state").asString()).isEqualTo("waiting");
        gateway.client().awaitStatement(session, 0, SOON);

        Exchange again = submit(session, "k1", STATEMENT);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().path("id").asInt()).isZero();
        assertThat(again.json().path("output").path("data").path("text/plain").asString())
                .isEqualTo("one");
        assertThat(submit(session, "k2", STATEMENT).json().path("id").asInt()).isEqualTo(1);
        assertThat(countStatements(session)).isEqualTo(2);

        gateway.client().deleteSession(session);
        gateway.client().awaitSession(session, view -> view.state().isFinal(), SOON);
        assertThat(submit(session, "k1", STATEMENT).json().path("id").asInt()).isZero();
        assertRefused(submit(session, "k3", STATEMENT), "DLI.0007");
    }

    @Test
    void aKeyGoesWithOneBody() {
        String made = id(create("k1", SESSION));
        submit(made, "k2", STATEMENT);

        assertRefused(create("k1", OTHER), "DLI.0006", "Idempotency-Key", "k1", "new key");
        assertRefused(create("k1", SESSION + " "), "DLI.0006");
        assertRefused(submit(made, "k2", "{\"code\": \"two\"}"), "DLI.0006", "Idempotency-Key", "k2");

        assertThat(count()).isEqualTo(1);
        assertThat(countStatements(made)).isEqualTo(1);
    }

    @Test
    void aKeyIsItsCallersAndItsProjectsAndItsRoutes() {
        String made = id(create("k1", SESSION));
        String other = id(create("k2", SESSION));
        HearthClient ben = developer("ben", "default");
        String project = gateway.administration().projects().create("elsewhere").id();
        gateway.administration().projects().grant("ben", project, "developer");

        String bens = id(ben.exchange("POST", ben.sessions(), OTHER, Map.of(KEY, "k1")));
        assertThat(bens).isNotIn(made, other);
        assertRefused(
                ben.exchange("POST", "/v2.0/" + project + "/sessions", SESSION, Map.of(KEY, "k1")),
                "DLI.0008",
                "default");
        submit(made, "k1", STATEMENT);
        submit(other, "k1", "{\"code\": \"two\"}");

        assertThat(countStatements(made)).isEqualTo(1);
        assertThat(countStatements(other)).isEqualTo(1);
    }

    @Test
    void aRefusedRequestHasNotUsedItsKey() {
        assertRefused(create("k1", ELSEWHERE), "DLI.0008");
        assertRefused(create("k1", "{"), "DLI.0001");

        String made = id(create("k1", SESSION));
        assertRefused(submit(made, "k1", "{\"code\": 1}"), "DLI.0001");
        assertThat(submit(made, "k1", STATEMENT).status()).isEqualTo(200);
    }

    @Test
    void whatWouldBeRefusedByNowIsAnsweredAgain() {
        String made = id(create("k1", SESSION));
        create("k2", SESSION);
        create("k3", SESSION);

        assertRefused(create("k4", SESSION), "DLI.0009");
        assertThat(id(create("k1", SESSION))).isEqualTo(made);
    }

    @Test
    void ofRequestsAtOnceOneIsDone() throws Exception {
        String session = id(create("k0", SESSION));
        for (int round = 0; round < 2; round++) {
            String key = "at once " + round;
            assertThat(atOnce(() -> id(create(key, SESSION)))).containsOnly(id(create(key, SESSION)));
            assertThat(atOnce(() ->
                            submit(session, key, STATEMENT).json().path("id").asInt()))
                    .containsOnly(round);
        }

        assertThat(count()).isEqualTo(3);
        assertThat(countStatements(session)).isEqualTo(2);
    }

    private static <T> List<T> atOnce(Callable<T> call) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(AT_ONCE);
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                running.add(threads.submit(() -> {
                    barrier.await();
                    return call.call();
                }));
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> one : running) {
                answers.add(one.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aKeyCountsFor24Hours() {
        String made = id(create("k1", SESSION));
        clock.advance(Duration.ofHours(24).minusMillis(1));
        assertThat(id(create("k1", SESSION))).isEqualTo(made);
        assertRefused(create("k1", OTHER), "DLI.0006");

        clock.advance(Duration.ofMillis(1));
        String next = id(create("k1", OTHER));

        assertThat(next).isNotEqualTo(made);
        assertThat(id(create("k1", OTHER))).isEqualTo(next);
    }

    @Test
    void whatWasCommittedButNeverAnsweredIsFoundByTheNextGateway() {
        String made = id(create("k1", SESSION));
        submit(made, "k1", STATEMENT);

        gateway.kill();
        gateway = start(gateway.launcher());

        assertThat(id(create("k1", SESSION))).isEqualTo(made);
        assertThat(submit(made, "k1", STATEMENT).json().path("id").asInt()).isZero();
        assertThat(count()).isEqualTo(1);
        assertThat(countStatements(made)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\tb"})
    void whatIsNoKeyIsRefused(String key) {
        assertRefused(create(key, SESSION), "DLI.0001", "Idempotency-Key", "1 to 255", "UUID");
        assertThat(count()).isZero();
    }

    @Test
    void aKeyHasAtMost255Characters() {
        assertRefused(create("k".repeat(256), SESSION), "DLI.0001", "1 to 255");
        id(create("k".repeat(255), SESSION));
    }

    @Test
    void aKeyThatNoClientWouldSendIsRefused() throws IOException {
        developer("ben", "default");
        String proof = Base64.getEncoder().encodeToString("ben:correct horse".getBytes(StandardCharsets.UTF_8));
        String head = "POST /v2.0/default/sessions HTTP/1.1\nHost: %s\nAuthorization: Basic %s\n"
                        .formatted(gateway.address().getAuthority(), proof)
                + "Content-Type: application/json\n";

        for (String keys : List.of("schl\u00fcssel", "a\nIdempotency-Key: b", "a\u0007b")) {
            String answer = RawCall.send(gateway.address().getPort(), head + KEY + ": " + keys + "\n", SESSION);
            assertThat(answer).contains(" 400 ", "DLI.0001");
        }
        String answer = RawCall.send(gateway.address().getPort(), head + KEY + ": a\nidempotency-key: a\n", SESSION);
        assertThat(answer).contains(" 200 ");
    }
}
