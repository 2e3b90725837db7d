package io.hearth.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hearth.cli.client.Credentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers as a gateway with one session {@code s1} does, as far as a client needs it. What a statement ends with is
 * handed in; each is {@code running} the first time that it is looked at.
 */
public final class FakeApi implements AutoCloseable {

    private static final String RESOURCES = "/v2.0/default/resources/";
    private static final Pattern STATEMENT = Pattern.compile("/v2.0/default/sessions/s1/statements/([0-9]+)(/cancel)?");

    private final HttpServer server;
    private final Function<String, Map<String, Object>> outcomes;
    private final List<String> codes = new ArrayList<>();
    private final List<Integer> seen = new ArrayList<>();
    private final List<String> uploads = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private boolean deleted;

    /** @param outcomes from code to the fields {@code state} and {@code output} of its statement */
    public FakeApi(Function<String, Map<String, Object>> outcomes) throws IOException {
        this.outcomes = outcomes;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    public Credentials credentials() {
        return Credentials.none(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "default");
    }

    public synchronized boolean isDeleted() {
        return deleted;
    }

    /** Of each package that came its query, its name and its content. */
    public synchronized List<String> uploads() {
        return List.copyOf(uploads);
    }

    /** The bodies of requests for sessions. */
    public synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    public static Map<String, Object> prints(String text) {
        return Map.of("state", "available", "output", Map.of("status", "ok", "data", Map.of("text/plain", text)));
    }

    public static Map<String, Object> fails(String name, String value) {
        return Map.of(
                "state",
                "error",
                "output",
                Map.of(
                        "status",
                        "error",
                        "ename",
                        name,
                        "evalue",
                        value,
                        "traceback",
                        List.of("at the top", "below it")));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void handle(HttpExchange exchange) {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, Object> answer = path.startsWith(RESOURCES)
                    ? upload(exchange.getRequestURI(), body)
                    : answer(exchange.getRequestMethod(), path, body);
            byte[] bytes = JsonMapper.shared().writeValueAsBytes(answer);
            exchange.sendResponseHeaders(answer.containsKey("error_code") ? 404 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Object> upload(URI address, String body) {
        String name = address.getPath().substring(RESOURCES.length());
        uploads.add(address.getQuery() + " " + name + " " + body);
        return Map.of("resource_name", name, "status", "READY");
    }

    private Map<String, Object> answer(String method, String path, String body) {
        Matcher statement = STATEMENT.matcher(path);
        if (statement.matches()) {
            return statement(Integer.parseInt(statement.group(1)));
        }
        return switch (method + " " + path) {
            case "POST /v2.0/default/sessions" -> {
                requests.add(body);
                yield Map.of("id", "s1", "state", "starting", "log", List.of());
            }
            case "GET /v2.0/default/sessions/s1" ->
                Map.of("id", "s1", "state", deleted ? "success" : "idle", "log", List.of("stdout: "));
            case "DELETE /v2.0/default/sessions/s1" -> {
                deleted = true;
                yield Map.of("msg", "deleted");
            }
            case "POST /v2.0/default/sessions/s1/statements" -> {
                codes.add(JsonMapper.shared().readTree(body).required("code").asString());
                yield Map.of("id", codes.size() - 1, "state", "waiting", "progress", 0);
            }
            case "GET /v2.0/default/sessions/s1/statements" -> Map.of("total_statements", codes.size());
            case "GET /v2.0/default/sessions/s1/log" -> Map.of("log", List.of("one", "two"));
            default -> Map.of("error_code", "DLI.0023", "error_msg", "There is no " + path);
        };
    }

    private Map<String, Object> statement(int number) {
        Map<String, Object> fields = new java.util.HashMap<>(Map.of("id", number, "progress", 0.5, "state", "running"));
        if (seen.contains(number)) {
            fields.putAll(outcomes.apply(codes.get(number)));
        }
        seen.add(number);
        return fields;
    }
}
