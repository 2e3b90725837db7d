package io.hearth.cli.admin;

import io.hearth.cli.client.Credentials;
import io.hearth.cli.client.Exchange;
import io.hearth.cli.client.HearthClient;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls a gateway as its operator. What is refused throws an HttpFailure. */
final class AdminClient {

    private static final String ROOT = "/q/admin/";
    private static final Set<Integer> OF_STRANGERS = Set.of(401, 403, 404);

    private final String certificate;
    private final HearthClient client;
    private final Map<String, String> proof;

    AdminClient(Operator operator) {
        certificate = operator.certificate();
        client = new HearthClient(Credentials.trusting(operator.url(), certificate));
        proof = Map.of("X-Auth-Token", operator.token());
    }

    /** Whether somebody is there who knows the token; any other program may have the port of a gateway that was killed. */
    boolean isAnswered() {
        try {
            Exchange exchange = exchange("GET", "gateway", null);
            return !OF_STRANGERS.contains(exchange.status())
                    && exchange.orThrow().status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** What the gateway shows, as PEM; empty when it speaks plain HTTP. */
    String certificate() {
        return certificate;
    }

    JsonNode get(String path) {
        return exchange("GET", path, null).orThrow().json();
    }

    /** Makes something, and answers what was made. */
    JsonNode post(String path, Map<String, ?> fields) {
        String body = JsonMapper.shared().writeValueAsString(fields);
        return exchange("POST", path, body).orThrow().json();
    }

    /** Has something done that has no result. */
    void order(String path) {
        exchange("POST", path, null).orThrow();
    }

    void delete(String path) {
        exchange("DELETE", path, null).orThrow();
    }

    private Exchange exchange(String method, String path, @Nullable String body) {
        return client.exchange(method, ROOT + path, body, proof);
    }

    /** A name as one segment of a path, or as a value of a query. */
    static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
