package io.hearth.server.http;

import static io.hearth.server.http.TestServer.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.api.EndCause;
import io.hearth.api.SessionState;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SessionApiTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String MINIMAL = "{\"kind\":\"spark\",\"queue\":\"default\"}";

    private final TestServer server = new TestServer(new NoDrivers());

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aNewSessionReadsAsInTheSample() {
        HttpResponse<String> response =
                server.post(SESSIONS, "{\"kind\":\"spark\",\"cluster_name\":\"test_cluster\",\"sc_type\":\"A\"}");
        assertThat(response.statusCode()).isEqualTo(200);
        String id = json(response).get("id").stringValue();
        assertThat(response.body())
                .isEqualTo("{\"id\":\"" + id + "\",\"appId\":null,\"name\":null,\"owner\":\"admin\",\"proxyUser\":null,"
                        + "\"state\":\"starting\",\"kind\":\"spark\",\"appInfo\":{\"driverLogUrl\":null,\"sparkUiUrl\":null},"
                        + "\"log\":[\"stdout: \",\"\\nstderr: \",\"\\nYARN Diagnostics: \"],\"sc_type\":\"A\","
                        + "\"cluster_name\":\"test_cluster\",\"queue\":\"test_cluster\",\"create_time\":1531906043036,"
                        + "\"update_time\":0}");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json;charset=utf-8");
    }

    @Test
    void addressesAreTheGatewaysOwnOnceADriverIsThere() {
        String id = create(MINIMAL);
        server.sessions.change(id, SessionState.IDLE, "d1", "http://127.0.0.1:4040", null);
        JsonNode info = json(server.get(SESSIONS + "/" + id)).get("appInfo");
        assertThat(info.get("driverLogUrl").stringValue())
                .isEqualTo("http://127.0.0.1:" + server.port() + SESSIONS + "/" + id + "/log");
        assertThat(info.get("sparkUiUrl").stringValue())
                .isEqualTo("http://127.0.0.1:" + server.port() + SESSIONS + "/" + id + "/ui/");
    }

    @Test
    void sizesMakeASessionCustomised() {
        HttpResponse<String> response = server.post(
                SESSIONS, "{\"kind\":\"spark\",\"queue\":\"default\",\"conf\":{\"spark.executor.cores\":\"3\"}}");
        assertThat(json(response).get("sc_type").stringValue()).isEqualTo("CUSTOMIZED");
    }

    @Test
    void listsAreNewestFirstAndInParts() {
        String first = create(MINIMAL);
        String second = create("{\"kind\":\"spark\",\"queue\":\"TEST_cluster\"}");
        JsonNode all = json(server.get(SESSIONS));
        assertThat(all.get("total").intValue()).isEqualTo(2);
        assertThat(all.get("sessions").get(0).get("id").stringValue()).isEqualTo(second);
        JsonNode part = json(server.get(SESSIONS + "?from=1&size=1&whatever=1&cluster_name=&queue="));
        assertThat(part.get("from").intValue()).isEqualTo(1);
        assertThat(part.get("sessions").get(0).get("id").stringValue()).isEqualTo(first);
        assertThat(json(server.get(SESSIONS + "?queue=Test_Cluster"))
                        .get("total")
                        .intValue())
                .isEqualTo(1);
        assertThat(json(server.get(SESSIONS + "?cluster_name=nowhere"))
                        .get("total")
                        .intValue())
                .isZero();
        assertThat(server.get("/v2.0/other/sessions").statusCode()).isEqualTo(404);
    }

    @Test
    void queriesThatMakeNoSenseAreRefused() {
        for (String query : List.of(
                "queue=a&cluster_name=b",
                "from=-1",
                "size=0",
                "size=1001",
                "size=ten",
                "from=",
                "from=1&from=2",
                "size=99999999999999999999",
                "from=%F0")) {
            HttpResponse<String> response = server.get(SESSIONS + "?" + query);
            assertThat(response.statusCode()).as(query).isEqualTo(400);
            assertThat(json(response).get("error_code").stringValue()).isEqualTo("DLI.0001");
        }
        assertThat(server.get(SESSIONS + "?size=1001").body())
                .contains("Query parameter size must be an integer from 1 to 1000, not 1001");
    }

    @Test
    void partsOfASessionHaveTheirOwnAddresses() {
        String id = create("{\"kind\":\"spark\",\"queue\":\"default\",\"colour\":\"red\"}");
        String session = SESSIONS + "/" + id;
        assertThat(server.get(session + "/state").body()).isEqualTo("{\"id\":\"" + id + "\",\"state\":\"starting\"}");
        assertThat(json(server.get(session + "/log")).get("log").get(1).stringValue())
                .isEqualTo("field colour is not known and was ignored");
        JsonNode part = json(server.get(session + "/log?from=1&size=2"));
        assertThat(part.get("from").intValue()).isEqualTo(1);
        assertThat(part.get("total").intValue()).isEqualTo(4);
        assertThat(part.get("log").size()).isEqualTo(2);
        JsonNode events = json(server.get(session + "/events"));
        assertThat(events.get("events").get(1).get("since_start_ms").intValue()).isEqualTo(4);
        assertThat(events.get("cause").isNull()).isTrue();
    }

    @Test
    void deletingTwiceIsTheSameAnswer() {
        String session = SESSIONS + "/" + create(MINIMAL);
        assertThat(server.delete(session).body()).isEqualTo("{\"msg\":\"deleted\"}");
        assertThat(server.delete(session).body()).isEqualTo("{\"msg\":\"deleted\"}");
        JsonNode cause = json(server.get(session + "/events")).get("cause");
        assertThat(cause.get("name").stringValue()).isEqualTo(EndCause.DELETED.name());
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        String id = create(MINIMAL);
        for (String path : List.of(
                SESSIONS + "/f28a0d0c-0a37-4bd4-8d1d-1416031e5151",
                SESSIONS + "/1",
                SESSIONS + "/" + id + ";x=y",
                "/v2.0/other/sessions/" + id,
                SESSIONS + "/" + id + "/nothing",
                SESSIONS + "/" + id + "/statements/0",
                SESSIONS + "/" + id + "/statements/x",
                SESSIONS + "/" + id + "/statements/-1",
                SESSIONS + "/" + id + "/statements/99999999999",
                SESSIONS + "/" + id + "/ui/jobs/",
                "/v2.0/sessions",
                "/v2.0/a%20b/sessions",
                "/",
                "/nowhere")) {
            HttpResponse<String> response = server.get(path);
            assertThat(response.statusCode()).as(path).isEqualTo(404);
            assertThat(json(response).get("error_code").stringValue()).isEqualTo("DLI.0023");
        }
    }

    @Test
    void methodsThatAnAddressDoesNotKnowAreNamed() {
        HttpResponse<String> response =
                server.send(HttpRequest.newBuilder(server.uri(SESSIONS)).DELETE());
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD, POST");
        assertThat(json(response).get("error_code").stringValue()).isEqualTo("DLI.0007");
    }

    @Test
    void errorsComeInTheLanguageAskedFor() {
        HttpResponse<String> response = server.send(HttpRequest.newBuilder(server.uri(SESSIONS))
                .header("Content-Type", "application/json;charset=UTF-8")
                .header("X-Language", "ZH-CN")
                .POST(HttpRequest.BodyPublishers.ofString("{\"kind\":\"spark\",\"queue\":\"testqueue\"}")));
        assertThat(response.body()).isEqualTo("{\"error_code\":\"DLI.0008\",\"error_msg\":\"不存在名为testqueue的队列\"}");
        assertThat(server.post(SESSIONS, "{\"kind\":\"spark\",\"queue\":\"testqueue\"}")
                        .body())
                .isEqualTo("{\"error_code\":\"DLI.0008\",\"error_msg\":\"There is no queue named testqueue\"}");
    }

    @Test
    void theProjectHeaderMayOnlyRepeatThePath() {
        assertThat(withProject("default").statusCode()).isEqualTo(200);
        HttpResponse<String> response = withProject("other");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("X-Project-Id is other");
    }

    @Test
    void requestIdsAreReturnedWhenTheyCanBePrinted() {
        assertThat(withRequestId("abc-1")).isEqualTo("abc-1");
        assertThat(withRequestId("a b")).isNotEqualTo("a b").hasSize(36);
        assertThat(withRequestId("x".repeat(129))).hasSize(36);
    }

    private String withRequestId(String id) {
        return server.send(HttpRequest.newBuilder(server.uri("/nowhere")).header("X-Request-Id", id))
                .headers()
                .firstValue("X-Request-Id")
                .orElseThrow();
    }

    private HttpResponse<String> withProject(String project) {
        return server.send(HttpRequest.newBuilder(server.uri(SESSIONS)).header("X-Project-Id", project));
    }

    private String create(String body) {
        HttpResponse<String> response = server.post(SESSIONS, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response).get("id").stringValue();
    }

    private static JsonNode json(HttpResponse<String> response) {
        return MAPPER.readTree(response.body());
    }
}
