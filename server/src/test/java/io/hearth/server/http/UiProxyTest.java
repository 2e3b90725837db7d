package io.hearth.server.http;

import static io.hearth.server.http.TestServer.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hearth.api.SessionState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class UiProxyTest {

    private final TestServer server = new TestServer(new NoDrivers());
    private final HttpServer spark = spark();
    private String id = "";
    private String ui = "";

    @BeforeEach
    void create() {
        String body = server.post(SESSIONS, "{\"kind\":\"spark\",\"queue\":\"default\"}")
                .body();
        id = JsonMapper.shared().readTree(body).get("id").stringValue();
        ui = SESSIONS + "/" + id + "/ui";
        uiAt("http://127.0.0.1:" + spark.getAddress().getPort());
    }

    @AfterEach
    void close() {
        spark.stop(0);
        server.close();
    }

    @Test
    void passesPathAndQueryButNoCredentials() {
        HttpResponse<String> response =
                server.send(HttpRequest.newBuilder(server.uri(ui + "/stages/stage/?id=1&attempt=0"))
                        .header("Cookie", "a=b"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("GET /stages/stage/?id=1&attempt=0 cookie=null token=null auth=null");
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(response.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(
                        policy -> assertThat(policy).startsWith("sandbox").doesNotContain("same-origin"));
    }

    @Test
    void redirectsStayBelowTheSession() {
        assertThat(location(ui)).isEqualTo(ui + "/");
        assertThat(location(ui + "/absolute")).isEqualTo(ui + "/jobs/?x=1");
        assertThat(location(ui + "/prefixed")).isEqualTo(ui + "/jobs/");
        assertThat(location(ui + "/elsewhere")).isEqualTo("none");
    }

    @Test
    void passesErrorsOfTheUi() {
        HttpResponse<String> response = server.get(ui + "/missing");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("Spark has no such page");
    }

    @ParameterizedTest
    @CsvSource({"/jobs/job/kill/?id=1", "/stages/stage/kill", "/jobs/job/%6bill/"})
    void nothingIsKilledByALink(String path) {
        assertThat(server.get(ui + path).statusCode()).isEqualTo(405);
    }

    @Test
    void anOddQueryIsTheCallersFault() {
        String request = "GET " + ui + "/jobs/?a={|} HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                + "\r\nX-Auth-Token: " + server.token + "\r\n\r\n";
        assertThat(RawExchange.send(server.port(), request))
                .startsWith("HTTP/1.1 400 ")
                .contains("DLI.0001");
    }

    @Test
    void anEncodedAddressLeadsToTheSamePage() {
        String encoded = ui.replace("/default/", "/%64efault/");
        assertThat(server.get(encoded + "/jobs/").body()).startsWith("GET /jobs/ ");
    }

    @Test
    void onlyReads() {
        assertThat(server.post(ui + "/jobs/", "{}").statusCode()).isEqualTo(405);
    }

    @Test
    void thereIsNoneOnceTheSessionIsOver() {
        server.sessions.change(id, SessionState.SUCCESS, "d1", "http://127.0.0.1:1", null);
        assertThat(server.get(ui + "/").body()).contains("DLI.0023").contains("spark.ui.enabled=true");
    }

    @Test
    void anAddressThatIsNoneIsNoUi() {
        for (String address : List.of("ftp://127.0.0.1/", "http://user@127.0.0.1:1", "nonsense", "http:// x")) {
            uiAt(address);
            assertThat(server.get(ui + "/").statusCode()).as(address).isEqualTo(404);
        }
    }

    @Test
    void aUiThatDoesNotAnswerIsUnavailable() {
        spark.stop(0);
        HttpResponse<String> response = server.get(ui + "/");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(response.body()).contains("the Spark UI of session " + id);
    }

    private void uiAt(String address) {
        server.sessions.change(id, SessionState.IDLE, "d1", address, null);
    }

    private String location(String path) {
        return server.send(HttpRequest.newBuilder(server.uri(path)))
                .headers()
                .firstValue("Location")
                .map(location -> URI.create(location).getPath()
                        + (URI.create(location).getQuery() == null
                                ? ""
                                : "?" + URI.create(location).getQuery()))
                .orElse("none");
    }

    private HttpServer spark() {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            http.createContext("/", this::page);
            http.createContext(
                    "/absolute",
                    exchange -> redirect(
                            exchange, "http://127.0.0.1:" + http.getAddress().getPort() + "/jobs/?x=1"));
            http.createContext("/prefixed", exchange -> redirect(exchange, ui + "/jobs/"));
            http.createContext("/elsewhere", exchange -> redirect(exchange, "http://evil.example/"));
            http.createContext("/missing", exchange -> answer(exchange, 404, "Spark has no such page"));
            http.start();
            return http;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void page(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Set-Cookie", "spark=1");
        answer(
                exchange,
                200,
                exchange.getRequestMethod() + " " + exchange.getRequestURI() + " cookie="
                        + exchange.getRequestHeaders().getFirst("Cookie") + " token="
                        + exchange.getRequestHeaders().getFirst("X-Auth-Token") + " auth="
                        + exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private static void redirect(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().add("Location", location);
        answer(exchange, 302, "");
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
