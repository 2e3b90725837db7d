package io.hearth.cli.client;

import io.hearth.api.SessionState;
import io.hearth.api.Sha256;
import io.hearth.api.signing.RequestSigner;
import io.hearth.cli.client.Credentials.Login;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls one gateway for one project. Thread-safe.
 *
 * <p>A refused call throws {@link HttpFailure}, a gateway out of reach {@link UncheckedIOException}, a wait that is over
 * {@link WaitingFailed}. An interrupt ends any call with {@link UncheckedIOException} and stays set.
 */
public final class HearthClient {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);
    private static final long FIRST_PAUSE_MILLIS = 5;
    private static final long LONGEST_PAUSE_MILLIS = 100;

    private final Credentials credentials;
    private final Clock clock;
    private final ExchangeObserver observer;
    private final HttpClient http;

    public HearthClient(Credentials credentials) {
        this(credentials, (method, path, headers, body, exchange) -> {});
    }

    /** @param observer sees every exchange before its caller does */
    public HearthClient(Credentials credentials, ExchangeObserver observer) {
        this(credentials, observer, Clock.systemUTC());
    }

    /** @param clock what signatures are dated by */
    public HearthClient(Credentials credentials, ExchangeObserver observer, Clock clock) {
        this.credentials = credentials;
        this.clock = clock;
        this.observer = observer;
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_TIMEOUT);
        if (!credentials.certificates().isEmpty()) {
            builder.sslContext(GatewayTrust.of(credentials.certificates()));
        }
        this.http = builder.build();
    }

    /** @param fields the request's body, for example {@code kind} and {@code queue} */
    public SessionView createSession(Map<String, ?> fields) {
        return new SessionView(post(sessions(), fields));
    }

    /** @param json the request's body, sent as it is */
    public SessionView createSession(String json) {
        return new SessionView(
                exchange("POST", sessions(), json, Map.of()).orThrow().json());
    }

    /**
     * Uploads a package of a group.
     *
     * @param kind {@code jar}, {@code pyFile}, {@code file} or {@code modelFile}
     */
    public void upload(String group, String name, String kind, byte[] content) {
        String path = "/v2.0/%s/resources/%s?group=%s&kind=%s".formatted(credentials.projectId(), name, group, kind);
        send("PUT", path, content, Map.of("Content-Type", "application/octet-stream"))
                .orThrow();
    }

    public SessionView session(String id) {
        return new SessionView(get(session(id, "")));
    }

    /** Begins the end of a session. */
    public void deleteSession(String id) {
        exchange("DELETE", session(id, ""), null, Map.of()).orThrow();
    }

    /** The last lines of the session's log, at most {@code size}. */
    public List<String> log(String id, int size) {
        return Json.texts(get(session(id, "/log?size=" + size)).path("log"));
    }

    /** The session's time line, as the gateway gives it. */
    public JsonNode events(String id) {
        return get(session(id, "/events"));
    }

    public StatementView submit(String sessionId, String code) {
        return new StatementView(post(session(sessionId, "/statements"), Map.of("code", code)));
    }

    public StatementView statement(String sessionId, int number) {
        return new StatementView(get(session(sessionId, "/statements/" + number)));
    }

    /** Asks for the end of a statement; {@link #awaitStatement} tells when it has ended. */
    public void cancel(String sessionId, int number) {
        post(session(sessionId, "/statements/" + number + "/cancel"), Map.of());
    }

    /** Waits until the session is idle or final, whichever comes first. */
    public SessionView awaitSettled(String id, Duration atMost) {
        return awaitSession(
                id, view -> view.state() == SessionState.IDLE || view.state().isFinal(), atMost);
    }

    public SessionView awaitSession(String id, Predicate<SessionView> condition, Duration atMost) {
        return await(() -> session(id), condition, view -> "session " + id + " is " + view.state(), atMost);
    }

    /** Waits until the statement is over. */
    public StatementView awaitStatement(String sessionId, int number, Duration atMost) {
        return awaitStatement(sessionId, number, view -> view.state().isFinal(), atMost);
    }

    public StatementView awaitStatement(
            String sessionId, int number, Predicate<StatementView> condition, Duration atMost) {
        return await(
                () -> statement(sessionId, number),
                condition,
                view -> "statement " + number + " of session " + sessionId + " is " + view.state(),
                atMost);
    }

    /** Submits a statement and waits until it is over. */
    public StatementView run(String sessionId, String code, Duration atMost) {
        return awaitStatement(sessionId, submit(sessionId, code).id(), atMost);
    }

    /**
     * One call as it is.
     *
     * @param path with its query, from the first slash on
     * @param body null for none; JSON unless the headers say otherwise
     * @param headers with {@code Authorization} or {@code X-Auth-Token} among them the call is not signed
     */
    public Exchange exchange(String method, String path, @Nullable String body, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        if (body != null) {
            all.putIfAbsent("Content-Type", "application/json");
        }
        Exchange exchange = send(method, path, body == null ? null : body.getBytes(StandardCharsets.UTF_8), all);
        observer.observed(method, path, headers, body, exchange);
        return exchange;
    }

    private Exchange send(String method, String path, byte @Nullable [] body, Map<String, String> headers) {
        BodyPublisher publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
        URI target = credentials.url().resolve(path);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(target).timeout(CALL_TIMEOUT).method(method, publisher);
        if (headers.keySet().stream().noneMatch(HearthClient::isProof)) {
            credentials
                    .signer()
                    .ifPresent(signer -> signature(signer, method, target, body).forEach(request::setHeader));
        }
        headers.forEach(request::setHeader);
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Exchange(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static boolean isProof(String header) {
        return header.equalsIgnoreCase("Authorization") || header.equalsIgnoreCase("X-Auth-Token");
    }

    private Map<String, String> signature(RequestSigner signer, String method, URI target, byte @Nullable [] body) {
        return signer.sign(
                method,
                target.getRawPath(),
                target.getRawQuery(),
                Map.of("Host", target.getAuthority()),
                Sha256.of(body == null ? new byte[0] : body),
                clock.instant());
    }

    /**
     * A new token for the header {@code X-Auth-Token}, had for name and password.
     *
     * @throws IllegalStateException when the credentials have none
     */
    public String issueToken() {
        Login login = credentials
                .login()
                .orElseThrow(() -> new IllegalStateException("the credentials hold no user and password"));
        Map<String, ?> user =
                Map.of("name", login.user(), "password", login.password(), "domain", Map.of("name", login.domain()));
        Map<String, ?> auth = Map.of(
                "identity", Map.of("methods", List.of("password"), "password", Map.of("user", user)),
                "scope", Map.of("project", Map.of("id", credentials.projectId())));
        String body = JsonMapper.shared().writeValueAsString(Map.of("auth", auth));
        return exchange("POST", "/v3/auth/tokens", body, Map.of())
                .orThrow()
                .headers()
                .firstValue("X-Subject-Token")
                .orElseThrow();
    }

    /** The path of this project's sessions. */
    public String sessions() {
        return "/v2.0/" + credentials.projectId() + "/sessions";
    }

    private String session(String id, String rest) {
        return sessions() + "/" + id + rest;
    }

    private JsonNode get(String path) {
        return exchange("GET", path, null, Map.of()).orThrow().json();
    }

    private JsonNode post(String path, Map<String, ?> fields) {
        String body = JsonMapper.shared().writeValueAsString(fields);
        return exchange("POST", path, body, Map.of()).orThrow().json();
    }

    private static <T> T await(
            Supplier<T> source, Predicate<T> condition, Function<T, String> description, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            T latest = source.get();
            if (condition.test(latest)) {
                return latest;
            }
            if (System.nanoTime() > deadline) {
                throw new WaitingFailed("after %d s %s".formatted(atMost.toSeconds(), description.apply(latest)));
            }
            pause(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static UncheckedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new UncheckedIOException(new InterruptedIOException("interrupted"));
    }
}
