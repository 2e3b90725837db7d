package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.api.SessionState;
import io.hearth.api.StatementState;
import io.hearth.cli.client.Exchange;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that wait for the next state. What they must not do is wait: every test is long over when their time would be. */
class WaitTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Map<String, String> REQUEST = Map.of("kind", "spark", "queue", "default");

    /** More than the gateway has threads for requests. */
    private static final int MANY = 300;

    @TempDir
    Path data;

    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(data);
    }

    @AfterEach
    void stop() {
        gateway.stop();
    }

    private String path(String session) {
        return gateway.client().sessions() + "/" + session;
    }

    private Exchange get(String path) {
        return gateway.client().exchange("GET", path, null, Map.of());
    }

    private CompletableFuture<Exchange> later(String path) {
        return CompletableFuture.supplyAsync(() -> get(path));
    }

    private String hangingSession() {
        String id = gateway.client().createSession(REQUEST).id();
        gateway.client().awaitSession(id, view -> view.state() == SessionState.IDLE, SOON);
        gateway.client().submit(id, FakeDriver.HANG);
        gateway.client().awaitStatement(id, 0, view -> view.state() == StatementState.RUNNING, SOON);
        return id;
    }

    @Test
    void whoWaitsAtAGatewayThatLeavesItsSessionsIsToldToTryAgain() {
        gateway.launcher().dialling(FakeLauncher.Dialling.NEVER);
        String id = gateway.client().createSession(REQUEST).id();
        CompletableFuture<Exchange> state = later(path(id) + "/state?wait=60&state=starting");
        await().atMost(SOON).until(() -> gateway.waiting() == 1);

        gateway.kill();
        gateway = TestGateway.start(data);

        assertThat(state).succeedsWithin(SOON).satisfies(answer -> {
            assertThat(answer.status()).as(answer.body()).isEqualTo(503);
            assertThat(answer.json().required("error_code").asString()).isEqualTo("DLI.0999");
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        });
    }

    @Test
    void aSessionIsAnsweredWhenItIsReady() {
        gateway.launcher().dialling(FakeLauncher.Dialling.NEVER);
        String id = gateway.client().createSession(REQUEST).id();
        CompletableFuture<Exchange> whole = later(path(id) + "?wait=60");
        CompletableFuture<Exchange> state = later(path(id) + "/state?wait=60&state=starting");
        await().atMost(SOON).until(() -> gateway.waiting() == 2);

        gateway.launcher().driverOf(id).orElseThrow().dial().join();

        assertThat(whole.orTimeout(20, TimeUnit.SECONDS)
                        .join()
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("idle");
        assertThat(state.orTimeout(20, TimeUnit.SECONDS)
                        .join()
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("idle");
        assertThat(gateway.waiting()).isZero();
    }

    @Test
    void aStatementIsAnsweredWhenItIsOver() {
        String id = hangingSession();
        CompletableFuture<Exchange> waiting = later(path(id) + "/statements/0?wait=60&state=running");
        await().atMost(SOON).until(() -> gateway.waiting() == 1);

        gateway.client().cancel(id, 0);

        assertThat(waiting.join().json().path("state").asString()).isIn("cancelling", "cancelled");
        assertThat(get(path(id) + "/statements/0?wait=60").json().path("state").asString())
                .isEqualTo("cancelled");
    }

    @Test
    void whatIsSettledOrAnotherThanKnownIsAnsweredAtOnce() {
        String id = hangingSession();

        assertThat(get(path(id) + "/statements/0?wait=60&state=waiting").status())
                .isEqualTo(200);
        assertThat(get(path(id) + "/state?wait=60&state=idle")
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("busy");
        gateway.client().deleteSession(id);
        assertThat(get(path(id) + "/state?wait=60&state=busy").status()).isEqualTo(200);
        gateway.client().awaitSession(id, view -> view.state().isFinal(), SOON);
        assertThat(get(path(id) + "?wait=60&state=success").status()).isEqualTo(200);
    }

    @Test
    void theTimeIsOverAtSomeTime() {
        String id = hangingSession();

        assertThat(get(path(id) + "/statements/0?wait=1").json().path("state").asString())
                .isEqualTo("running");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "61", "x", "1.5", "1&wait=2"})
    void timesThatMakeNoSenseAreRefused(String wait) {
        String id = hangingSession();

        Exchange refused = get(path(id) + "?wait=" + wait);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("error_code").asString()).isEqualTo("DLI.0001");
        assertThat(refused.json().path("error_msg").asString()).contains("wait");
    }

    @Test
    void manyWhoWaitHoldNobodyUp() {
        String id = hangingSession();
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.address() + path(id) + "/statements/0?wait=60"))
                .header("X-Auth-Token", gateway.client().issueToken())
                .build();
        List<CompletableFuture<HttpResponse<String>>> waiting = IntStream.range(0, MANY)
                .mapToObj(i -> http.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
                .toList();
        await().atMost(SOON).until(() -> gateway.waiting() == MANY);

        gateway.client().cancel(id, 0);

        assertThat(waiting)
                .allSatisfy(answer -> assertThat(
                                answer.orTimeout(20, TimeUnit.SECONDS).join().body())
                        .contains("cancel"));
        assertThat(gateway.waiting()).isZero();
    }
}
