package io.hearth.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The wire form of queues and clusters. */
class QueueApiTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String QUEUES = "/v1.0/default/queues";
    private static final String CLUSTERS = "/v2.0/default/clusters";
    private static final String ID = "f28a0d0c-0a37-4bd4-8d1d-1416031e5151";

    private final TestServer server = new TestServer(new NoDrivers());

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aQueueReadsAsInTheContract() {
        HttpResponse<String> made = server.post(QUEUES, """
                {"queue_name": "Queue1", "description": "test", "cu_count": 16, "resource_mode": 1, "charging_mode": 1,
                 "queue_type": "general", "platform": "aarch64", "labels": ["multi_az=2"], "feature": "ai",
                 "tags": [{"key": "team", "value": "red"}], "unheard_of": {"a": 1}}""");

        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(made.body())
                .isEqualTo("{\"is_success\":true,\"message\":\"field unheard_of is not known and was ignored\","
                        + "\"queue_name\":\"queue1\"}");
        String rest = "\"resource_id\":\"" + ID + "\",\"resource_mode\":1,\"enterprise_project_id\":\"0\","
                + "\"platform\":\"aarch64\",\"is_restarting\":false,\"labels\":\"[\\\"multi_az=2\\\"]\",\"feature\":\"ai\","
                + "\"tags\":[{\"key\":\"team\",\"value\":\"red\"}]}";
        assertThat(server.get(QUEUES + "/QUEUE1").body())
                .isEqualTo("{\"is_success\":true,\"message\":\"\",\"queueName\":\"queue1\",\"description\":\"test\","
                        + "\"owner\":\"admin\",\"create_time\":1531906043036,\"queueType\":\"general\",\"cuCount\":16,"
                        + "\"chargingMode\":1," + rest);
        assertThat(server.get(QUEUES).body())
                .isEqualTo("{\"is_success\":true,\"message\":\"\",\"queues\":[{\"queue_name\":\"queue1\","
                        + "\"description\":\"test\",\"owner\":\"admin\",\"create_time\":1531906043036,"
                        + "\"queue_type\":\"general\",\"cu_count\":16,\"charging_mode\":1," + rest + "]}");
        assertThat(server.delete(QUEUES + "/queue1").body()).isEqualTo("{\"is_success\":true,\"message\":\"\"}");
        assertThat(server.get(QUEUES + "/queue1").statusCode()).isEqualTo(404);
    }

    @Test
    void aClusterReadsAsInTheContract() {
        HttpResponse<String> made = server.post(
                CLUSTERS, "{\"cluster_name\": \"Cluster_1\", \"description\": \"test cluster\", \"cu_count\": 16}");

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.headers().firstValue("Content-Type")).isEmpty();
        assertThat(made.body()).isEmpty();
        String cluster =
                "{\"create_time\":1531906043036,\"cu_count\":16,\"description\":\"test cluster\",\"owner\":\"admin\","
                        + "\"cluster_name\":\"cluster_1\",\"status\":\"AVAILABLE\",\"resource_mode\":0}";
        assertThat(server.get(CLUSTERS + "/cluster_1").body()).isEqualTo(cluster);
        assertThat(server.get(CLUSTERS).body()).isEqualTo("{\"clusters\":[" + cluster + "]}");
        assertThat(json(server.get(QUEUES + "/cluster_1")).path("queueType").stringValue())
                .isEqualTo("general");
        HttpResponse<String> gone = server.delete(CLUSTERS + "/CLUSTER_1");
        assertThat(gone.statusCode()).isEqualTo(200);
        assertThat(gone.body()).isEmpty();
    }

    @Test
    void nullIsTheSameAsAbsenceAndTheDefaultsAreThoseOfDli() {
        server.post(QUEUES, """
                {"queue_name": "q", "cu_count": 1, "description": null, "queue_type": null, "resource_mode": null,
                 "charging_mode": null, "platform": null, "labels": null, "feature": null, "tags": null}""");

        JsonNode queue = json(server.get(QUEUES + "/q"));

        assertThat(queue.path("description").stringValue()).isEmpty();
        assertThat(queue.path("queueType").stringValue()).isEqualTo("sql");
        assertThat(queue.path("resource_mode").intValue()).isZero();
        assertThat(queue.path("chargingMode").intValue()).isEqualTo(1);
        assertThat(queue.path("platform").stringValue()).isEqualTo("x86_64");
        assertThat(queue.path("labels").stringValue()).isEmpty();
        assertThat(queue.path("feature").stringValue()).isEqualTo("basic");
        assertThat(queue.path("tags").isEmpty()).isTrue();
    }

    @Test
    void theTypeFiltersOnlyWhenItIsGivenAndNotAll() {
        make("for_sql", "\"queue_type\": \"sql\"");
        make("for_all", "\"queue_type\": \"general\"");

        Map<String, Integer> expected = Map.of("", 2, "?queue_type=", 2, "?queue_type=all", 2, "?queue_type=sql", 1);
        expected.forEach((query, count) -> assertThat(
                        json(server.get(QUEUES + query)).path("queues").size())
                .as(query)
                .isEqualTo(count));
        assertThat(server.get(QUEUES + "?queue_type=spark").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|queue_name is required",
                "{\"queue_name\": \"q\"}|cu_count is required",
                "{\"queue_name\": \"q\", \"cu_count\": null}|cu_count is required",
                "{\"queue_name\": \"q\", \"cu_count\": \"16\"}|cu_count must be an integer, not the string 16",
                "{\"queue_name\": \"q\", \"cu_count\": 16.5}|cu_count must be an integer, not the number 16.5",
                "{\"queue_name\": \"q\", \"cu_count\": 0}|cu_count must be from 1 to 1000000, not 0",
                "{\"queue_name\": \"q\", \"cu_count\": -16}|cu_count must be from 1 to 1000000, not -16",
                "{\"queue_name\": \"q\", \"cu_count\": 1000001}|cu_count must be from 1 to 1000000, not 1000001",
                "{\"queue_name\": 1, \"cu_count\": 1}|queue_name must be a string, not the number 1",
                "{\"queue_name\": \"q\", \"cu_count\": 1, \"queue_type\": \"all\"}|queue_type must be sql or general, not all",
                "{\"queue_name\": \"q\", \"cu_count\": 1, \"resource_mode\": 2}|resource_mode must be from 0 to 1, not 2",
                "{\"queue_name\": \"q\", \"cu_count\": 1, \"charging_mode\": 9}|charging_mode must be from 0 to 2, not 9",
                "{\"queue_name\": \"q\", \"cu_count\": 1, \"labels\": \"a\"}|labels must be an array of strings",
                "{\"queue_name\": \"q\", \"cu_count\": 1, \"labels\": [1]}|labels[0] must be a string, not the number 1",
                "{\"queue_name\": \"q\", \"cu_count\": 1, \"tags\": [\"a\"]}|tags[0] must be an object",
                "{\"queue_name\": \"q\", \"cu_count\": 1, \"tags\": [{}]}|tags[0].key is required",
                "{\"queue_name\": \"q\", \"cu_count\": 1, \"labels\": [\"backend=cluster1\", \"backend=local\"]}|labels name two backends",
            })
    void whatCannotBeIsRefusedWithTheField(String body, String message) {
        HttpResponse<String> response = server.post(QUEUES, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).path("error_code").stringValue()).isEqualTo("DLI.0001");
        assertThat(json(response).path("error_msg").stringValue()).startsWith(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_a", "123", "a-b", "a b", "a/b", "ä", "a\\n"})
    void namesHaveTheirForm(String name) {
        for (String path : new String[] {QUEUES, CLUSTERS}) {
            String field = path.equals(QUEUES) ? "queue_name" : "cluster_name";
            HttpResponse<String> response =
                    server.post(path, "{\"" + field + "\": \"" + name + "\", \"cu_count\": 16}");
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(json(response).path("error_code").stringValue()).isEqualTo("DLI.0001");
            assertThat(json(response).path("error_msg").stringValue()).startsWith(field);
        }
        assertThat(make("a".repeat(129), "\"feature\": null").statusCode()).isEqualTo(400);
        assertThat(make("A1_".repeat(42), "\"feature\": null").statusCode()).isEqualTo(200);
    }

    @Test
    void aQueueNamesItsBackendWithALabel() {
        assertThat(make("one", "\"labels\": [\"backend=Cluster1\", \"x\"]").statusCode())
                .isEqualTo(200);
        assertThat(server.queues.find("default", "one").backend()).isEqualTo("cluster1");
        assertThat(make("two", "\"labels\": [\"backend=local\"]").statusCode()).isEqualTo(200);

        HttpResponse<String> unknown = make("three", "\"labels\": [\"backend=nowhere\"]");

        assertThat(json(unknown).path("error_code").stringValue()).isEqualTo("DLI.0002");
        assertThat(json(unknown).path("error_msg").stringValue())
                .isEqualTo("labels: there is no backend nowhere; this server has cluster1, local");
    }

    @Test
    void theSecondOfANameIsADoubleWhateverItsCase() {
        make("twice", "\"feature\": null");

        HttpResponse<String> second = server.post(CLUSTERS, "{\"cluster_name\": \"TWICE\", \"cu_count\": 1}");

        assertThat(second.statusCode()).isEqualTo(400);
        assertThat(json(second).path("error_code").stringValue()).isEqualTo("DLI.0006");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        make("mine", "\"feature\": null");
        for (String path : new String[] {
            QUEUES + "/other", QUEUES + "/_", QUEUES + "/1", CLUSTERS + "/other", "/v1.0/other/queues/mine"
        }) {
            for (String method : new String[] {"GET", "DELETE"}) {
                HttpResponse<String> response = server.send(
                        HttpRequest.newBuilder(server.uri(path)).method(method, HttpRequest.BodyPublishers.noBody()));
                assertThat(response.statusCode()).as(method + " " + path).isEqualTo(404);
                assertThat(json(response).path("error_code").stringValue()).isEqualTo("DLI.0023");
            }
        }
        assertThat(server.get("/v2.0/default/queues").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> make(String name, String more) {
        return server.post(QUEUES, "{\"queue_name\": \"" + name + "\", \"cu_count\": 16, " + more + "}");
    }

    private static JsonNode json(HttpResponse<String> response) {
        return MAPPER.readTree(response.body());
    }
}
