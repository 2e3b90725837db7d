package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.api.Sha256;
import io.hearth.api.signing.RequestSigner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Content that comes with the request. */
class PutPackageTest {

    private static final String A = "/v2.0/default/resources/a.jar?kind=jar";
    private static final int LIMIT = 3 << 20;

    @TempDir
    private Path directory;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Socket> sockets = new ArrayList<>();
    private TestGateway gateway;
    private String token;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(
                directory,
                Map.of("packages.max-bytes", "3m", "server.max-body-bytes", "64k", "packages.upload.at-once", "3"),
                new FakeLauncher(),
                Clock.systemUTC());
        token = gateway.client().issueToken();
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        gateway.stop();
    }

    private HttpResponse<String> send(String path, BodyPublisher body, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.address().resolve(path))
                .PUT(body)
                .timeout(Duration.ofSeconds(30));
        headers.forEach(request::setHeader);
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> put(String path, byte[] body) throws Exception {
        return send(path, BodyPublishers.ofByteArray(body), Map.of("X-Auth-Token", token));
    }

    private Map<String, String> signed(RequestSigner signer, String bodyHash) {
        URI target = gateway.address().resolve(A);
        Map<String, String> headers = signer.sign(
                "PUT",
                target.getRawPath(),
                target.getRawQuery(),
                Map.of("Host", target.getAuthority()),
                bodyHash,
                Instant.now());
        return headers;
    }

    private static String code(HttpResponse<String> response) {
        return response.statusCode() + " "
                + JsonMapper.shared()
                        .readTree(response.body())
                        .path("error_code")
                        .asString();
    }

    private String status(String path) {
        return Integer.toString(
                gateway.client().exchange("GET", path, null, Map.of()).status());
    }

    private void nothingIsLeft() {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            try (Stream<Path> files = Files.list(directory.resolve("spool"))) {
                return files.findAny().isEmpty();
            }
        });
    }

    @Test
    void anyContentOfAnyTypeBecomesAPackage() throws Exception {
        byte[] large = new byte[LIMIT];
        HttpResponse<String> made = put(A, large);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        assertThat(made.body()).contains("\"status\":\"READY\"").contains("\"resource_name\":\"a.jar\"");
        assertThat(put("/v2.0/default/resources/e?kind=file&group=g", new byte[0])
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(
                                "/v2.0/default/resources/t?kind=pyFile",
                                BodyPublishers.ofInputStream(() -> InputStream.nullInputStream()),
                                Map.of("X-Auth-Token", token, "Content-Type", "application/octet-stream"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(status("/v2.0/default/resources/g/e")).isEqualTo("200");
        nothingIsLeft();
    }

    @Test
    void whatIsTooLargeIsRefusedWhetherItSaysSoOrNot() throws Exception {
        byte[] larger = new byte[LIMIT + 1];
        assertThat(code(put(A, larger))).isEqualTo("413 DLI.0001");
        assertThat(code(send(
                        A,
                        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(larger)),
                        Map.of("X-Auth-Token", token))))
                .isEqualTo("413 DLI.0001");
        assertThat(status("/v2.0/default/resources/a.jar")).isEqualTo("404");
        nothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2.0/default/resources/.a?kind=jar",
                "/v2.0/default/resources/a%2Fb?kind=jar",
                "/v2.0/default/resources/%E4%B8%AD?kind=jar",
                "/v2.0/default/resources/jars?kind=jar",
                "/v2.0/default/resources/a.jar",
                "/v2.0/default/resources/a.jar?kind=exe",
                "/v2.0/default/resources/a.jar?kind=jar&group=a%2Fb",
            })
    void whatCannotBeAPackageIsRefused(String path) throws Exception {
        assertThat(put(path, new byte[10]).statusCode()).isBetween(400, 415);
        assertThat(gateway.client()
                        .exchange("GET", "/v2.0/default/resources", null, Map.of())
                        .json()
                        .path("total")
                        .asInt())
                .isZero();
        nothingIsLeft();
    }

    @Test
    void otherCallsTakeJsonOnly() throws Exception {
        Map<String, String> bytes = Map.of("X-Auth-Token", token, "Content-Type", "application/octet-stream");
        assertThat(code(send("/v2.0/default/resources/owner", BodyPublishers.ofString("{}"), bytes)))
                .isEqualTo("415 DLI.0001");
        assertThat(code(send("/v2.0/default/resources", BodyPublishers.ofString("{}"), bytes)))
                .isEqualTo("415 DLI.0001");
    }

    @Test
    void aSignatureThatHoldsForTheContentMakesThePackage() throws Exception {
        byte[] content = new byte[100_000];
        RequestSigner signer = gateway.signerOf("admin");
        assertThat(send(A, BodyPublishers.ofByteArray(content), signed(signer, Sha256.of(content)))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aSignatureOfOtherContentMakesNone() throws Exception {
        RequestSigner signer = gateway.signerOf("admin");
        Map<String, String> headers = signed(signer, Sha256.of(new byte[] {1}));
        assertThat(code(send(A, BodyPublishers.ofByteArray(new byte[100_000]), headers)))
                .isEqualTo("401 DLI.0013");
        assertThat(status("/v2.0/default/resources/a.jar")).isEqualTo("404");
        nothingIsLeft();
    }

    @Test
    void whoIsNotKnownMakesTheGatewayKeepNothing() throws Exception {
        assertThat(code(send(A, BodyPublishers.ofByteArray(new byte[LIMIT]), Map.of())))
                .isEqualTo("401 DLI.0013");
        assertThat(code(send(A, BodyPublishers.ofByteArray(new byte[LIMIT]), Map.of("X-Auth-Token", "guess"))))
                .isEqualTo("401 DLI.0013");
        Map<String, String> headers = signed(new RequestSigner("NOSUCHKEY", "x"), Sha256.of(new byte[0]));
        assertThat(code(send(A, BodyPublishers.ofByteArray(new byte[LIMIT]), headers)))
                .isEqualTo("401 DLI.0013");
        nothingIsLeft();
    }

    @Test
    void callersWhoStopHoldUpNobodyElse() throws Exception {
        for (int i = 0; i < 3; i++) {
            begin(new byte[100_000], 200_000);
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            try (Stream<Path> files = Files.list(directory.resolve("spool"))) {
                return files.count() == 3;
            }
        });

        assertThat(code(put(A, new byte[1]))).isEqualTo("429 DLI.0009");
        assertThat(status("/q/health")).isEqualTo("200");
        for (Socket socket : sockets) {
            socket.close();
        }
        nothingIsLeft();
        assertThat(put(A, new byte[1]).statusCode()).isEqualTo(200);
    }

    private void begin(byte[] sent, int announced) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), gateway.address().getPort());
        sockets.add(socket);
        OutputStream output = socket.getOutputStream();
        String head = "PUT %s HTTP/1.1\r\nHost: %s\r\nX-Auth-Token: %s\r\nContent-Length: %d\r\n\r\n"
                .formatted(A, gateway.address().getAuthority(), token, announced);
        output.write(head.getBytes(StandardCharsets.US_ASCII));
        output.write(sent);
        output.flush();
    }
}
