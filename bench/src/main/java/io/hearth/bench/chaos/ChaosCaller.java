package io.hearth.bench.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Calls any of the gateways, and when one does not answer asks again, another perhaps, as a careful client does. Not thread-safe. */
final class ChaosCaller {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** Longer than any trouble lasts, with what it takes to recover from it. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final List<URI> gateways;
    private final String token;
    private final Random random;
    private final Evidence evidence;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    ChaosCaller(List<URI> gateways, String token, Random random, Evidence evidence) {
        this.gateways = gateways;
        this.token = token;
        this.random = random;
        this.evidence = evidence;
    }

    /**
     * Makes a call until it is answered.
     *
     * @param key for a call that must not be done twice; null for one that may
     * @throws IOException when no gateway answers for longer than any trouble lasts
     */
    Reply call(String method, String path, @Nullable String body, @Nullable String key)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            URI gateway = gateways.get(random.nextInt(gateways.size()));
            long pause = 100L + random.nextInt(300);
            try {
                HttpResponse<String> response =
                        http.send(request(gateway, method, path, body, key), BodyHandlers.ofString());
                evidence.counts().count(String.valueOf(response.statusCode()));
                if (response.statusCode() < 500) {
                    return reply(method + " " + path, response);
                }
                if (response.statusCode() != 503
                        || response.headers().firstValue("Retry-After").isEmpty()) {
                    evidence.broken("%s %s at %s answered %d: %s"
                            .formatted(method, path, gateway, response.statusCode(), response.body()));
                }
            } catch (IOException e) {
                // Whether it was done nobody knows; done again it must not happen twice.
                evidence.counts().count("unknown");
            }
            if (System.nanoTime() > deadline) {
                throw new IOException(method + " " + path + " is not answered by anybody");
            }
            Thread.sleep(pause);
        }
    }

    private Reply reply(String call, HttpResponse<String> response) throws IOException {
        if (response.statusCode() == 401) {
            evidence.broken(call + " answered " + response.statusCode() + ": " + response.body());
        }
        try {
            return new Reply(response.statusCode(), JsonMapper.shared().readTree(response.body()));
        } catch (JacksonException e) {
            throw new IOException(call + " answered what is no JSON: " + response.body(), e);
        }
    }

    private HttpRequest request(URI gateway, String method, String path, @Nullable String body, @Nullable String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve(path))
                .timeout(ANSWER)
                .header("X-Auth-Token", token)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return request.build();
    }
}
