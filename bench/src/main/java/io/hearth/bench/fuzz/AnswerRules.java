package io.hearth.bench.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What has to hold for every answer, whatever was asked. */
final class AnswerRules {

    /** Beyond what the caller asked to wait, how long an answer may take. */
    static final int PATIENCE_MILLIS = 10_000;

    private static final Map<Integer, Set<String>> CODES = Map.of(
            400,
            Set.of(
                    "DLI.0001",
                    "DLI.0002",
                    "DLI.0006",
                    "DLI.0007",
                    "DLI.0008",
                    "DLI.0009",
                    "DLI.0011",
                    "DLI.0012",
                    "DLI.0019",
                    "DLI.1028"),
            401,
            Set.of("DLI.0013"),
            403,
            Set.of("DLI.0016"),
            404,
            Set.of("DLI.0023"),
            405,
            Set.of("DLI.0007"),
            413,
            Set.of("DLI.0001"),
            415,
            Set.of("DLI.0001"),
            429,
            Set.of("DLI.0009"));

    private static final Set<String> ERROR_FIELDS = Set.of("error_code", "error_msg");

    /** A line of a stack trace. */
    private static final Pattern TRACE = Pattern.compile("\\(\\w+\\.(java|scala):[0-9]+\\)|Caused by:");

    /** Names out of the program, which no caller can do anything with. */
    private static final Pattern CLASS = Pattern.compile(
            "\\b(java|javax|jakarta|io\\.hearth|io\\.javalin|org\\.eclipse|org\\.h2|org\\.postgresql|org\\.jdbi|tools\\.jackson"
                    + "|com\\.fasterxml|com\\.zaxxer)\\.[a-z]\\w*\\.|\\w(Exception|Error)\\b:|jdbc:|SQLSTATE");

    private AnswerRules() {}

    /** What is wrong with an answer; empty when nothing is. */
    static List<String> violations(RawRequest request, RawAnswer answer) {
        List<String> wrong = new ArrayList<>();
        if (answer.status() >= 500) {
            wrong.add("a fault of the server");
        }
        if (answer.millis() > PATIENCE_MILLIS) {
            wrong.add("took %.0f ms".formatted(answer.millis()));
        }
        if (answer.header("X-Request-Id").isEmpty()) {
            wrong.add("no X-Request-Id");
        }
        if (TRACE.matcher(answer.body()).find()) {
            wrong.add("a stack trace");
        }
        boolean hasBody = !request.method().equals("HEAD");
        if (answer.status() / 100 == 4 && hasBody) {
            wrong.addAll(wrongError(request, answer));
        }
        return wrong;
    }

    private static List<String> wrongError(RawRequest request, RawAnswer answer) {
        // What the caller wrote may be told back, whatever it is called.
        if (CLASS.matcher(answer.body()).find()
                && !CLASS.matcher(request.target() + request.text()).find()) {
            return List.of("a name out of the program");
        }
        if (!answer.contentType().startsWith("application/json")) {
            return List.of("an error that is no JSON: " + answer.contentType());
        }
        try {
            JsonNode body = JsonMapper.shared().readTree(answer.body());
            if (isKeystone(body, answer.status()) || isDli(body, answer.status())) {
                return List.of();
            }
            return List.of("not the contract's form of an error, or another code than goes with the status");
        } catch (JacksonException e) {
            return List.of("an error that cannot be read");
        }
    }

    private static boolean isDli(JsonNode body, int status) {
        return Set.copyOf(body.propertyNames()).equals(ERROR_FIELDS)
                && CODES.getOrDefault(status, Set.of())
                        .contains(body.path("error_code").asString(""))
                && !body.path("error_msg").asString("").isBlank();
    }

    private static boolean isKeystone(JsonNode body, int status) {
        JsonNode error = body.path("error");
        return body.size() == 1
                && error.path("code").asInt(0) == status
                && !error.path("message").asString("").isBlank()
                && error.path("title").isString();
    }
}
