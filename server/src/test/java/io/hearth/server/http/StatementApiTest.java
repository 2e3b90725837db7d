package io.hearth.server.http;

import static io.hearth.server.http.TestServer.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.api.EndCause;
import io.hearth.api.SessionState;
import io.hearth.api.channel.StatementOutcome;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class StatementApiTest {

    private final TestServer server = new TestServer(new NoDrivers());
    private String session = "";
    private String statements = "";

    @BeforeEach
    void create() {
        String body = server.post(SESSIONS, "{\"kind\":\"spark\",\"queue\":\"default\"}")
                .body();
        session = JsonMapper.shared().readTree(body).get("id").stringValue();
        statements = SESSIONS + "/" + session + "/statements";
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aNewStatementWaits() {
        assertThat(server.post(statements, "{\"code\":\"val a=1\"}").body())
                .isEqualTo("{\"id\":0,\"code\":\"val a=1\",\"state\":\"waiting\",\"output\":null,\"progress\":0}");
    }

    @Test
    void unknownFieldsAreNoticed() {
        server.post(statements, "{\"code\":\"1\",\"colour\":\"red\"}");
        assertThat(server.statements.notices).containsExactly("field colour is not known and was ignored");
    }

    @Test
    void outputsReadAsInTheContract() {
        server.post(statements, "{\"code\":\"val a =0 \"}");
        server.statements.end(session, 0, StatementOutcome.ok("a: Int = 0"));
        String shown = "{\"id\":0,\"code\":\"val a =0 \",\"state\":\"available\",\"output\":{\"status\":\"ok\","
                + "\"execution_count\":0,\"data\":{\"text/plain\":\"a: Int = 0\"}},\"progress\":1}";
        assertThat(server.get(statements + "/0").body()).isEqualTo(shown);
        assertThat(server.get(statements).body()).isEqualTo("{\"total_statements\":1,\"statements\":[" + shown + "]}");
    }

    @Test
    void aListIsWholeAlsoWhenItIsReadInParts() {
        for (int i = 0; i < 11; i++) {
            server.post(statements, "{\"code\":\"" + i + "\"}");
        }
        List<String> queries = List.of("", "?from=2&size=7", "?from=10", "?from=11", "?size=1000");
        List<String> whole = queries.stream()
                .map(query -> server.get(statements + query).body())
                .toList();

        server.statements.most = 3;

        assertThat(queries.stream().map(query -> server.get(statements + query).body()))
                .containsExactlyElementsOf(whole);
    }

    @Test
    void errorsNameWhatWasThrown() {
        server.post(statements, "{\"code\":\"1/0\"}");
        server.statements.end(
                session,
                0,
                StatementOutcome.error("before\n", "java.lang.ArithmeticException", "/ by zero", List.of("  at here")));
        assertThat(server.get(statements + "/0").body())
                .contains("\"state\":\"error\",\"output\":{\"status\":\"error\",\"execution_count\":0,"
                        + "\"ename\":\"java.lang.ArithmeticException\",\"evalue\":\"/ by zero\","
                        + "\"traceback\":[\"  at here\"],\"data\":{\"text/plain\":\"before\\n\"}}");
    }

    @Test
    void cancellingTakesAnyBodyOrNone() {
        server.post(statements, "{\"code\":\"while(true){}\"}");
        String cancel = statements + "/0/cancel";
        assertThat(server.post(cancel, "").body()).isEqualTo("{\"msg\":\"canceled\"}");
        assertThat(server.post(cancel, "{}").body()).isEqualTo("{\"msg\":\"canceled\"}");
        assertThat(server.send(HttpRequest.newBuilder(server.uri(cancel)).POST(HttpRequest.BodyPublishers.noBody()))
                        .body())
                .isEqualTo("{\"msg\":\"canceled\"}");
        assertThat(server.get(statements + "/0").body())
                .contains("\"state\":\"cancelled\"", "\"ename\":\"StatementCancelled\"", "\"evalue\":\"it was waiting");
        assertThat(server.post(statements + "/1/cancel", "").statusCode()).isEqualTo(404);
        assertThat(server.post(cancel, "[]").statusCode()).isEqualTo(400);
    }

    @Test
    void halfACharacterInAnOutputIsStillAnAnswer() {
        server.post(statements, "{\"code\":\"x\",\"kind\":\"spark\"}");
        server.statements.end(session, 0, StatementOutcome.ok("\ud800"));
        assertThat(server.get(statements + "/0").body()).contains("\"text/plain\":\"?\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                             | code is required",
                "{\"code\":null}                | code is required",
                "{\"code\":1}                   | code must be a string, not the number 1",
                "{\"code\":\"a\\u0000b\"}       | code holds a character that no text may hold, \\\\u0000",
                "{\"code\":\"1\",\"kind\":\"SQL\"} | kind must be spark or sql, not SQL",
                "{\"code\":\"1\",\"kind\":1} | kind must be a string, not the number 1",
                "{\"code\":\"1\",\"code\":\"2\"}   | Field code is given more than once"
            })
    void refuses(String body, String message) {
        HttpResponse<String> response = server.post(statements, body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("DLI.0001").contains(message);
    }

    @Test
    void pythonIsNotSupportedHere() {
        HttpResponse<String> response = server.post(statements, "{\"code\":\"1\",\"kind\":\"pyspark\"}");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("DLI.0007", "pyspark", "use spark or sql");
    }

    @Test
    void rowsOfSqlAreJsonAsTheyCame() {
        assertThat(server.post(statements, "{\"code\":\"select 1.50\",\"kind\":\"sql\"}")
                        .body())
                .isEqualTo("{\"id\":0,\"kind\":\"sql\",\"code\":\"select 1.50\",\"state\":\"waiting\",\"output\":null,"
                        + "\"progress\":0}");
        String table = "{\"schema\":{\"type\":\"struct\",\"fields\":[]},\"data\":[[1.50,9007199254740993]],"
                + "\"truncated\":false}";
        server.statements.end(session, 0, StatementOutcome.table(table));
        assertThat(server.get(statements + "/0").body()).contains("\"data\":{\"application/json\":" + table + "}}");

        server.statements.end(session, 0, StatementOutcome.table(table).withText("printed"));
        assertThat(server.get(statements + "/0").body())
                .contains("\"data\":{\"application/json\":" + table + ",\"text/plain\":\"printed\"}}");
    }

    @Test
    void anOutputThatWasCutSaysSo() {
        server.post(statements, "{\"code\":\"1\"}");
        server.statements.end(session, 0, StatementOutcome.ok("long").cut(null));
        assertThat(server.get(statements + "/0").body())
                .contains("\"execution_count\":0,\"data\":{\"text/plain\":\"long\"},\"truncated\":true}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{} {}", "{\"a\":1},\"b\":2", "nonsense"})
    void rowsThatAreNoJsonAreNotShown(String forged) {
        server.post(statements, "{\"code\":\"select 1\",\"kind\":\"sql\"}");
        server.statements.end(session, 0, StatementOutcome.table(forged));
        assertThat(server.get(statements + "/0").body()).contains("\"data\":{\"application/json\":null}}");
    }

    @Test
    void codeIsCountedInBytes() {
        assertThat(server.post(statements, code("é".repeat(512))).statusCode()).isEqualTo(200);
        assertThat(server.post(statements, code("é".repeat(513))).body())
                .contains("code has 1026 bytes in UTF-8, at most 1024 are allowed");
        assertThat(server.post(statements, code("")).statusCode()).isEqualTo(200);
    }

    @Test
    void aSessionThatEndedTakesNone() {
        server.sessions.change(session, SessionState.DEAD, "d1", null, EndCause.DRIVER_KILLED);
        HttpResponse<String> response = server.post(statements, code("1"));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("DLI.0007").contains("is dead (DRIVER_KILLED)");
    }

    private static String code(String code) {
        return "{\"code\":\"" + code + "\"}";
    }
}
