package io.hearth.server.http;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import io.hearth.api.ErrorCode;
import io.hearth.server.auth.TestAuth;
import io.hearth.server.channel.ChannelEndpoint;
import io.hearth.server.config.AddressRange;
import io.hearth.server.config.BindAddress;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.hearth.server.objects.Spool;
import io.hearth.server.packages.Modules;
import io.hearth.server.peers.PeerCalls;
import io.hearth.server.session.Backends;
import io.hearth.server.session.ConfRules;
import io.hearth.server.session.QueuePlanner;
import io.hearth.server.session.SessionPlanner;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A server on a port of its own, and a client whose every exchange is held against the OpenAPI document. */
final class TestServer implements AutoCloseable {

    static final int MAX_BODY_BYTES = 256 << 10;
    static final int MAX_CODE_BYTES = 1024;
    static final String SESSIONS = "/v2.0/default/sessions";

    private static final OpenApiInteractionValidator CONTRACT =
            OpenApiInteractionValidator.createForInlineApiSpecification(document())
                    .withLevelResolver(LevelResolver.create()
                            .withLevel("validation.request", ValidationReport.Level.IGNORE)
                            .build())
                    .build();

    final TestAuth auth = new TestAuth();
    /** Of a caller who may everything. */
    final String token = auth.adminToken();

    final InMemorySessions sessions = new InMemorySessions();
    final InMemoryStatements statements = new InMemoryStatements(sessions);
    final InMemoryQueues queues = new InMemoryQueues();
    final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final HttpServer server;
    private final Path spool = newSpool();
    private final HttpClient client = HttpClient.newHttpClient();

    TestServer(ChannelEndpoint channel, Readiness readiness) {
        server = new HttpServer(
                new HttpOptions(
                        new BindAddress("127.0.0.1"),
                        0,
                        null,
                        List.of(AddressRange.parse("127.0.0.2")),
                        Optional.empty(),
                        Optional.empty(),
                        "default",
                        "default",
                        MAX_BODY_BYTES,
                        MAX_CODE_BYTES),
                sessions,
                statements,
                queues,
                new PackageParts(new NoPackages(), Modules.none(), spool(), MAX_BODY_BYTES, 4),
                new PeerParts(new PeerCalls("this", auth.passes()), session -> Optional.empty()),
                new SessionPlanner(3600, ConfRules.none()),
                new QueuePlanner(new Backends(Set.of("cluster1"))),
                channel,
                (driverId, secret, sha256, from) -> {
                    throw new GatewayException(ErrorCode.NOT_AUTHENTICATED, Message.DRIVER_REFUSED);
                },
                new NoOutputs(),
                readiness,
                auth.authenticator(),
                auth.administration(),
                registry);
        server.start();
    }

    private Spool spool() {
        try {
            return Spool.open(spool);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path newSpool() {
        try {
            return Files.createTempDirectory("spool");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TestServer(ChannelEndpoint channel) {
        this(channel, () -> List.of(new Readiness.Check("database", Readiness.State.UP)));
    }

    List<String> routes() {
        return server.routes();
    }

    int port() {
        return server.port();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).GET());
    }

    HttpResponse<String> post(String path, String body) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> delete(String path) {
        return send(HttpRequest.newBuilder(uri(path)).DELETE());
    }

    /** Sends a request and fails when the answer is not what the document describes. */
    HttpResponse<String> send(HttpRequest.Builder builder) {
        HttpRequest request = builder.timeout(Duration.ofSeconds(20))
                .setHeader("X-Auth-Token", token)
                .build();
        try {
            HttpResponse<String> response =
                    client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            check(request, response);
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void check(HttpRequest request, HttpResponse<String> response) {
        SimpleResponse.Builder simple =
                SimpleResponse.Builder.status(response.statusCode()).withBody(response.body());
        response.headers().map().forEach((name, values) -> simple.withHeader(name, values));
        ValidationReport report = CONTRACT.validateResponse(
                request.uri().getPath(), Request.Method.valueOf(request.method()), simple.build());
        boolean routed = response.statusCode() != 404 && response.statusCode() != 405;
        if (report.hasErrors() && routed) {
            throw new AssertionError(request.method() + " " + request.uri() + " " + response.statusCode() + "\n"
                    + response.body() + "\n" + report.getMessages());
        }
    }

    /** Whether the document allows a request. */
    static ValidationReport validateRequest(String path, String body) {
        return CONTRACT.validateRequest(SimpleRequest.Builder.post(path)
                .withContentType("application/json")
                .withBody(body)
                .build());
    }

    private static String document() {
        try (InputStream document = ErrorCode.class.getResourceAsStream("dli-v2.yaml")) {
            return new String(Objects.requireNonNull(document).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
        auth.close();
        try {
            // No call may have left a file in it.
            Files.deleteIfExists(spool);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
