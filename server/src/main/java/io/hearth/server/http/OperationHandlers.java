package io.hearth.server.http;

import io.hearth.api.ErrorCode;
import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What those who run the gateway ask of it. */
final class OperationHandlers {

    private final Readiness readiness;
    private final PrometheusMeterRegistry registry;
    private final byte[] openApi = openApi();

    OperationHandlers(Readiness readiness, PrometheusMeterRegistry registry) {
        this.readiness = readiness;
        this.registry = registry;
    }

    /** The process answers, so it lives. */
    void live(Context context) {
        health(context, List.of());
    }

    void ready(Context context) {
        health(context, readiness.checks());
    }

    void metrics(Context context) {
        context.contentType("text/plain; version=0.0.4; charset=utf-8").result(registry.scrape());
    }

    void openApi(Context context) {
        context.contentType("application/yaml; charset=utf-8").result(openApi);
    }

    private static void health(Context context, List<Readiness.Check> checks) {
        boolean up = checks.stream().allMatch(check -> check.state() == Readiness.State.UP);
        ObjectNode json = Json.object().put("status", up ? "UP" : "DOWN");
        ArrayNode list = json.putArray("checks");
        checks.forEach(check -> list.addObject()
                .put("name", check.name())
                .put("status", check.state().name()));
        if (!up) {
            context.status(ErrorCode.UNAVAILABLE.status()).header("Retry-After", "1");
        }
        context.contentType(Json.CONTENT_TYPE).result(Json.bytes(json));
    }

    private static byte[] openApi() {
        try (InputStream document = ErrorCode.class.getResourceAsStream("dli-v2.yaml")) {
            if (document == null) {
                throw new IllegalStateException("the OpenAPI document is not on the class path");
            }
            return document.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
