package io.hearth.bench.fuzz;

import io.hearth.bench.fuzz.ApiDocument.Operation;
import io.hearth.bench.fuzz.ApiDocument.Parameter;
import io.hearth.bench.fuzz.RawRequest.Framing;
import io.hearth.bench.fuzz.RawRequest.Header;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes requests, each from the seed and its own number alone, but for the session it names.
 *
 * @param host what they name as it
 * @param token of who is calling
 */
record Requests(
        long seed,
        List<Operation> operations,
        List<RecordedRequest> recorded,
        Samples samples,
        String host,
        String token) {

    private static final Header JSON = new Header("Content-Type", "application/json");

    /** A recorded request as it is. */
    RawRequest recorded(RecordedRequest request, Places places) {
        return build(request.method(), places.fill(request.target()), places.fill(request.body()), List.of());
    }

    /** One that is spoiled. */
    RawRequest spoiled(long number, Places places) {
        // Neighbouring seeds of this generator begin alike; a large odd factor keeps them apart.
        RandomGenerator random = new Random(seed + number * 0x9E3779B97F4A7C15L);
        RawRequest right = random.nextInt(2) == 0
                ? recorded(recorded.get(random.nextInt(recorded.size())), places)
                : fromDocument(operations.get(random.nextInt(operations.size())), places, random);
        return Mutation.some(right, random);
    }

    private RawRequest fromDocument(Operation operation, Places places, RandomGenerator random) {
        String path = operation.path();
        StringBuilder query = new StringBuilder();
        List<Header> headers = new ArrayList<>();
        for (Parameter parameter : operation.parameters()) {
            if (parameter.place().equals("path")) {
                path = path.replace("{" + parameter.name() + "}", places.of(parameter.name()));
            } else if (random.nextInt(4) == 0) {
                String value = String.valueOf(samples.of(parameter.schema(), random));
                if (parameter.place().equals("query")) {
                    query.append(query.isEmpty() ? '?' : '&')
                            .append(parameter.name())
                            .append('=')
                            .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
                } else {
                    headers.add(new Header(parameter.name(), value));
                }
            }
        }
        String body = operation.schema() == null
                ? ""
                : JsonMapper.shared().writeValueAsString(samples.of(operation.schema(), random));
        return build(operation.method(), path + query, body, headers);
    }

    private RawRequest build(String method, String target, String body, List<Header> more) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("Host", host));
        headers.add(new Header(HeaderMutations.TOKEN, token));
        if (!body.isEmpty()) {
            headers.add(JSON);
        }
        headers.addAll(more);
        return new RawRequest(method, target, headers, body.getBytes(StandardCharsets.UTF_8), Framing.LENGTH);
    }
}
