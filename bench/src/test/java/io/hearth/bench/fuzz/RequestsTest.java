package io.hearth.bench.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.bench.fuzz.RawRequest.Framing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestsTest {

    private static final Places PLACES = new Places("default", "f28a0d0c-0a37-4bd4-8d1d-1416031e5151");

    private static Requests requests(long seed) throws IOException {
        try (InputStream yaml = RequestsTest.class.getResourceAsStream("/io/hearth/api/dli-v2.yaml")) {
            ApiDocument document =
                    new ApiDocument(new String(Objects.requireNonNull(yaml).readAllBytes(), StandardCharsets.UTF_8));
            assertThat(document.operations()).hasSizeGreaterThan(60);
            return new Requests(
                    seed, document.operations(), RecordedRequest.all(), new Samples(document), "127.0.0.1:1", "token");
        }
    }

    @Test
    void aSeedAndANumberMakeTheSameRequestAgain() throws IOException {
        Requests once = requests(7);
        Requests again = requests(7);
        Set<String> different = new HashSet<>();
        for (int number = 0; number < 300; number++) {
            byte[] bytes = once.spoiled(number, PLACES).bytes();
            assertThat(again.spoiled(number, PLACES).bytes()).isEqualTo(bytes);
            different.add(new String(bytes, StandardCharsets.ISO_8859_1));
        }
        assertThat(different).hasSizeGreaterThan(250);
    }

    private static List<String> violations(int status, String body) {
        RawRequest request = new RawRequest("GET", "/", List.of(), new byte[0], Framing.LENGTH);
        Map<String, List<String>> headers =
                Map.of("x-request-id", List.of("1"), "content-type", List.of("application/json"));
        return AnswerRules.violations(request, new RawAnswer(status, headers, body, 5));
    }

    @Test
    void answersThatAreNotTheContractsAreFound() {
        assertThat(violations(400, "{\"error_code\":\"DLI.0001\",\"error_msg\":\"kind: x\"}"))
                .isEmpty();
        assertThat(violations(401, "{\"error\":{\"code\":401,\"message\":\"no\",\"title\":\"Unauthorized\"}}"))
                .isEmpty();
        assertThat(violations(404, "{\"error_code\":\"DLI.0001\",\"error_msg\":\"x\"}"))
                .hasSize(1);
        assertThat(violations(400, "{\"error_code\":\"DLI.0001\"}")).hasSize(1);
        assertThat(violations(400, "<h1>Bad Message 400</h1>")).hasSize(1);
        assertThat(violations(500, "{\"error_code\":\"DLI.0999\",\"error_msg\":\"x\"}"))
                .hasSize(1);
        assertThat(violations(
                        400, "{\"error_code\":\"DLI.0001\",\"error_msg\":\"java.lang.IllegalStateException: no\"}"))
                .containsExactly("a name out of the program");
        assertThat(violations(200, "[\"at io.hearth.A.b(A.java:12)\"]")).containsExactly("a stack trace");
    }
}
