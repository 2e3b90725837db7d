package io.hearth.server.http;

import static io.hearth.server.http.TestServer.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperationsTest {

    private static final Readiness.Check DATABASE_UP = new Readiness.Check("database", Readiness.State.UP);

    private final List<Readiness.Check> checks = new CopyOnWriteArrayList<>(List.of(DATABASE_UP));
    private final TestServer server = new TestServer(new NoDrivers(), () -> checks);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void healthTellsWhatIsOutOfReach() {
        assertThat(server.get("/q/health/ready").body())
                .isEqualTo("{\"status\":\"UP\",\"checks\":[{\"name\":\"database\",\"status\":\"UP\"}]}");
        checks.set(0, new Readiness.Check("database", Readiness.State.DOWN));
        HttpResponse<String> down = server.get("/q/health/ready");
        assertThat(down.statusCode()).isEqualTo(503);
        assertThat(down.body()).contains("\"status\":\"DOWN\"");
        assertThat(server.get("/q/health").statusCode()).isEqualTo(503);
        assertThat(server.get("/q/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void requestsAreMeasuredByRoute() {
        server.get(SESSIONS + "/f28a0d0c-0a37-4bd4-8d1d-1416031e5151");
        server.get("/q/health/live");
        server.get("/nowhere");
        assertThat(server.get("/q/metrics").body())
                .contains("hearth_http_requests_seconds_count{")
                .contains("route=\"/v2.0/{project}/sessions/{session}\"")
                .contains("route=\"none\"")
                .doesNotContain("f28a0d0c");
    }

    @Test
    void theDocumentIsServed() {
        HttpResponse<String> response = server.get("/q/openapi");
        assertThat(response.body()).startsWith("openapi: 3.0.3");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/yaml; charset=utf-8");
    }

    /** The way to the Spark UI is described once, for any page of it. */
    @Test
    void theDocumentDescribesEveryRouteAndNoOther() {
        OpenAPI document = new OpenAPIV3Parser()
                .readContents(server.get("/q/openapi").body())
                .getOpenAPI();
        List<String> described = document.getPaths().entrySet().stream()
                .flatMap(path -> path.getValue().readOperationsMap().keySet().stream()
                        .map(method -> method + " " + path.getKey()))
                .map(OperationsTest::withoutNames)
                .toList();
        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(server.routes().stream()
                        .filter(route -> !route.endsWith("/ui"))
                        .map(OperationsTest::withoutNames)
                        .toList());
    }

    private static String withoutNames(String route) {
        return route.replaceAll("[{<][a-z_]+[}>]", "{}");
    }

    @Test
    void headIsGetWithoutABody() {
        HttpResponse<String> head = server.send(
                HttpRequest.newBuilder(server.uri("/q/openapi")).method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void everyAnswerCarriesTheSameGuards() {
        for (String path : List.of("/q/health", SESSIONS, "/nowhere")) {
            HttpResponse<String> response = server.get(path);
            assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(response.headers().firstValue("X-Request-Id")).isPresent();
            assertThat(response.headers().firstValue("Server")).isEmpty();
            assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void aFaultIsToldByTheRequestsId() {
        try (TestServer broken = new TestServer(new NoDrivers(), () -> {
            throw new IllegalStateException("a secret of the server");
        })) {
            HttpResponse<String> response =
                    broken.send(HttpRequest.newBuilder(broken.uri("/q/health")).header("X-Request-Id", "find-me"));
            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body())
                    .isEqualTo("{\"error_code\":\"DLI.0999\","
                            + "\"error_msg\":\"The server made a mistake; its log has it under request find-me\"}");
        }
    }

    @Test
    void anErrorOfTheJvmIsAFaultToo() {
        try (TestServer broken = new TestServer(new NoDrivers(), () -> {
            throw new StackOverflowError();
        })) {
            HttpResponse<String> response = broken.get("/q/health");
            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body()).contains("DLI.0999").contains("under request");
        }
    }

    @Test
    void serversStartAndStopQuickly() {
        long start = System.nanoTime();
        for (int i = 0; i < 5; i++) {
            try (TestServer other = new TestServer(new NoDrivers())) {
                assertThat(other.get("/q/health").statusCode()).isEqualTo(200);
            }
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
}
