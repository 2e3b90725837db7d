package io.hearth.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.api.SessionState;
import io.hearth.cli.client.Credentials;
import io.hearth.cli.client.Exchange;
import io.hearth.cli.client.HearthClient;
import io.hearth.cli.client.SessionView;
import io.hearth.cli.client.StatementView;
import io.hearth.testkit.GatewayProcess;
import io.hearth.testkit.ListeningSockets;
import io.hearth.testkit.RawCall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What callers see of sessions, on real Spark. One session runs, two wait for the memory that it takes, and the last test
 * gives it to one of them. Every exchange of the client is held to the OpenAPI document besides.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContractIT {

    private static final Path HOME = Path.of(System.getProperty("hearth.home"));
    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration RUN = Duration.ofMinutes(3);
    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

    /** The sample of the API's description, save its size: class A is lowered on small machines, and the log says so. */
    private static final String FIRST = """
            {"kind": "spark", "cluster_name": "test_cluster", "driverCores": 1, "driverMemory": "1G",
             "executorCores": 1, "executorMemory": "1G", "numExecutors": 1}""";

    private static final String SECOND = """
            {"kind": "spark", "queue": "default", "sc_type": "A", "name": "second", "colour": "red",
             "conf": [{"spark.ui.enabled": "true"}, {"spark.sql.shuffle.partitions": "3"}]}""";

    @TempDir
    private static Path data;

    private static GatewayProcess gateway;
    private static HearthClient client;

    /** For what the OpenAPI document does not name, and the gateway takes nevertheless. */
    private static HearthClient unchecked;

    private static JsonNode created;
    private static String first;
    private static String second;
    private static String third;

    @BeforeAll
    static void start() throws IOException {
        gateway = GatewayProcess.start(
                HOME, data, Map.of("launch.local.max-heap", "1g", "launch.local.memory-budget", "2g"));
        client = gateway.client();
        created = create(client, FIRST);
        first = created.required("id").asString();
        unchecked = new HearthClient(Credentials.read(data.resolve(Credentials.FILE_NAME)));
        second = create(unchecked, SECOND).required("id").asString();
        third = create(unchecked, SECOND.replace("second", "third"))
                .required("id")
                .asString();
        assertThat(client.awaitSettled(first, START).state()).isEqualTo(SessionState.IDLE);
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    private static JsonNode create(HearthClient client, String body) {
        Exchange answer = client.exchange("POST", client.sessions(), body, Map.of());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static Exchange post(String path, String body) {
        return client.exchange("POST", client.sessions() + path, body, Map.of());
    }

    private static Exchange get(String path) {
        return client.exchange("GET", client.sessions() + path, null, Map.of());
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    private static List<String> ids(Exchange list) {
        return StreamSupport.stream(list.json().required("sessions").spliterator(), false)
                .map(session -> session.required("id").asString())
                .toList();
    }

    private static void assertRefused(Exchange answer, int status, String code, String... told) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().propertyNames()).containsExactly("error_code", "error_msg");
        assertThat(answer.json().required("error_code").asString()).isEqualTo(code);
        assertThat(answer.json().required("error_msg").asString()).contains(told);
    }

    @Test
    void aNewSessionReadsAsInTheSample() {
        ObjectNode expected = (ObjectNode) JsonMapper.shared().readTree(SampleAnswer.JSON);
        expected.put("id", first).put("sc_type", "CUSTOMIZED").put("queue", "test_cluster");
        expected.set("create_time", created.required("create_time"));

        assertThat(created).isEqualTo(expected);
        assertThat(first).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(created.required("create_time").isIntegralNumber()).isTrue();
    }

    @Test
    void aSessionThatRunsKnowsItsApplicationAndWhenItChanged() {
        JsonNode session = client.session(first).json();

        assertThat(session.propertyNames()).containsExactlyElementsOf(created.propertyNames());
        assertThat(session.required("appId").asString())
                .isEqualTo(client.run(first, "println(sc.applicationId)", RUN).text());
        assertThat(session.required("update_time").asLong())
                .isGreaterThan(session.required("create_time").asLong());
        assertThat(session.at("/appInfo/driverLogUrl").asString())
                .isEqualTo("http://127.0.0.1:" + gateway.port() + client.sessions() + "/" + first + "/log");
        assertThat(session.at("/appInfo/sparkUiUrl").isNull()).isTrue();
        client.awaitSettled(first, RUN);
        JsonNode state = get("/" + first + "/state").json();
        assertThat(state).isEqualTo(JsonMapper.shared().readTree("{\"id\":\"" + first + "\",\"state\":\"idle\"}"));
    }

    @Test
    void listsAreNewestFirstInPartsAndByQueue() {
        Exchange all = get("");
        assertThat(ids(all)).containsExactly(third, second, first);
        assertThat(all.json().propertyNames()).containsExactly("from", "total", "sessions");
        assertThat(all.json().required("from").asInt()).isZero();
        assertThat(all.json().required("total").asInt()).isEqualTo(3);

        Exchange part = unchecked.exchange("GET", client.sessions() + "?from=1&size=1&colour=red", null, Map.of());
        assertThat(ids(part)).containsExactly(second);
        assertThat(part.json().required("from").asInt()).isEqualTo(1);
        assertThat(part.json().required("total").asInt()).isEqualTo(3);

        assertThat(ids(get("?queue=test_cluster"))).containsExactly(first);
        assertThat(get("?cluster_name=default&size=1").json().required("total").asInt())
                .isEqualTo(2);
        assertRefused(client.exchange("GET", "/v2.0/other/sessions", null, Map.of()), 404, "DLI.0023", "other");
        assertRefused(
                client.exchange("GET", "/v2.0/other/sessions/" + first, null, Map.of()), 404, "DLI.0023", "other");
    }

    @ParameterizedTest
    @CsvSource({
        "?queue=default&cluster_name=default, queue",
        "?from=-1, from",
        "?from=x, from",
        "?size=0, size",
        "?size=1001, 1001",
        "?size=1&size=2, size",
    })
    void queriesThatMakeNoSenseAreRefused(String query, String told) {
        assertRefused(get(query), 400, "DLI.0001", told);
    }

    @Test
    void theLogHasThreeHeadingsAndIsReadInParts() {
        // As native code prints: what a statement prints by other ways is its own output instead.
        client.run(first, """
                new java.io.FileOutputStream(java.io.FileDescriptor.out).write("to standard output\\n".getBytes)""", RUN);
        // What was printed is on its way, and Spark may log something between two reads.
        await().atMost(RUN).untilAsserted(this::assertLogIsWhole);
        assertThat(texts(client.session(first).json().required("log")))
                .containsSubsequence("stdout: ", "\nstderr: ", "\nYARN Diagnostics: ");
        assertRefused(get("/" + first + "/log?from=-1"), 400, "DLI.0001", "from");
    }

    private void assertLogIsWhole() {
        String path = "/" + first + "/log";
        JsonNode whole = get(path + "?from=0&size=1000").json();
        int total = whole.required("total").asInt();
        assertThat(whole.propertyNames()).containsExactly("id", "from", "total", "log");
        List<String> lines = texts(whole.required("log"));
        assertThat(lines).hasSize(total).startsWith("stdout: ");
        assertThat(lines)
                .containsSubsequence("stdout: ", "to standard output", "\nstderr: ", "\nYARN Diagnostics: ")
                .anyMatch(line -> line.contains("SparkContext: Running Spark"));

        JsonNode part = get(path + "?from=1&size=2").json();
        assertThat(part.required("from").asInt()).isEqualTo(1);
        assertThat(texts(part.required("log"))).isEqualTo(lines.subList(1, 3));
        JsonNode newest = get(path + "?size=2").json();
        assertThat(newest.required("from").asInt()).isEqualTo(total - 2);
        assertThat(texts(newest.required("log"))).isEqualTo(lines.subList(total - 2, total));
    }

    @Test
    void statementsAreListedOldestFirstAndInParts() {
        StatementView code = client.run(first, "val a =0 ", RUN);
        JsonNode expected = JsonMapper.shared().readTree("""
                {"id": %d, "code": "val a =0 ", "state": "available",
                 "output": {"status": "ok", "execution_count": %1$d, "data": {"text/plain": "a: Int = 0"}},
                 "progress": 1}""".formatted(code.id()));
        assertThat(code.json()).isEqualTo(expected);

        String path = "/" + first + "/statements";
        JsonNode list = get(path).json();
        assertThat(list.propertyNames()).containsExactly("total_statements", "statements");
        assertThat(list.required("total_statements").asInt())
                .isEqualTo(list.required("statements").size())
                .isEqualTo(code.id() + 1);
        JsonNode part = get(path + "?from=" + code.id() + "&size=1").json();
        assertThat(part.required("total_statements").asInt()).isEqualTo(code.id() + 1);
        assertThat(part.required("statements").get(0)).isEqualTo(expected);

        Exchange cancelled = post(path + "/" + code.id() + "/cancel", "{}");
        assertThat(cancelled.body()).isEqualTo("{\"msg\":\"canceled\"}");
        assertThat(client.statement(first, code.id()).json()).isEqualTo(expected);
        assertRefused(get(path + "/4711"), 404, "DLI.0023", "4711");
        assertRefused(post(path + "/4711/cancel", "{}"), 404, "DLI.0023", "4711");
        assertRefused(post(path, "{}"), 400, "DLI.0001", "code");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        for (String path : List.of("", "/state", "/log", "/events", "/statements", "/statements/0")) {
            assertRefused(get("/" + NOBODY + path), 404, "DLI.0023", NOBODY);
        }
        assertRefused(
                client.exchange("DELETE", client.sessions() + "/" + NOBODY, null, Map.of()), 404, "DLI.0023", NOBODY);
        assertRefused(get("/not-an-id"), 404, "DLI.0023", "not-an-id");
        assertRefused(client.exchange("GET", "/v2.0/default/nothing", null, Map.of()), 404, "DLI.0023", "/nothing");
        assertRefused(get("/" + first + "/ui/"), 404, "DLI.0023", "spark.ui.enabled=true");
    }

    @Test
    void sizesBecomePropertiesOfSparkAndOnlyThisMachineCanConnect() throws IOException {
        assertThat(client.run(first, """
                        for (key <- Seq("spark.driver.cores", "spark.driver.memory", "spark.executor.cores",
                          "spark.executor.memory", "spark.executor.instances", "spark.master"))
                          println(sc.getConf.get(key))
                        println(Runtime.getRuntime.maxMemory <= (1L << 30))
                        println(sc.uiWebUrl)""", RUN).text().lines())
                .containsExactly("1", "1G", "1", "1G", "1", "local[1]", "true", "None");

        assertThat(ListeningSockets.of(gateway.pid()))
                .containsExactly(new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.port()));
        List<ProcessHandle> drivers = gateway.drivers();
        assertThat(drivers).hasSize(1);
        assertThat(ListeningSockets.of(drivers.get(0).pid()))
                .allMatch(address -> address.getAddress().isLoopbackAddress());
    }

    @Test
    void operationsAreServed() {
        client.awaitSettled(first, RUN);
        JsonNode up = JsonMapper.shared().readTree("{\"status\":\"UP\",\"checks\":[]}");
        assertThat(client.exchange("GET", "/q/health/live", null, Map.of()).json())
                .isEqualTo(up);
        assertThat(client.exchange("GET", "/q/health/ready", null, Map.of()).body())
                .contains("\"status\":\"UP\"", "database");
        assertThat(client.exchange("GET", "/q/metrics", null, Map.of()).body())
                .contains("hearth_sessions{state=\"idle\"} 1.0", "hearth_sessions{state=\"not_started\"} 2.0")
                .contains("hearth_drivers_connected 1.0");
        assertThat(client.exchange("GET", "/q/openapi", null, Map.of()).body())
                .startsWith("openapi: 3.")
                .contains("/v2.0/{project_id}/sessions");
    }

    @Test
    void eventsTellHowLongEachStepTook() {
        JsonNode line = client.events(first);
        assertThat(line.required("cause").isNull()).isTrue();
        List<String> names = line.required("events").findValuesAsString("name");
        assertThat(names).startsWith("queued", "admitted").containsSubsequence("launched", "registered", "ready");
        long start = line.at("/events/0/time").asLong();
        long previous = start;
        for (JsonNode event : line.required("events")) {
            long time = event.required("time").asLong();
            assertThat(event.required("since_previous_ms").asLong()).isEqualTo(time - previous);
            assertThat(event.required("since_start_ms").asLong()).isEqualTo(time - start);
            previous = time;
        }
        assertThat(previous).isGreaterThan(start);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void aSessionThatDoesNotFitStartsWhenThereIsRoom() throws IOException {
        SessionView waiting = client.session(second);
        assertThat(waiting.state()).isEqualTo(SessionState.NOT_STARTED);
        assertThat(waiting.json().required("sc_type").asString()).isEqualTo("A");
        assertThat(waiting.json().at("/appInfo/driverLogUrl").isNull()).isTrue();
        assertThat(waiting.log()).anyMatch(text -> text.contains("colour"));
        client.submit(
                second,
                "println(sc.getConf.get(\"spark.driver.memory\") + ' ' + (Runtime.getRuntime.maxMemory <= (1L << 30)))");

        String deleted = "{\"msg\":\"deleted\"}";
        for (String id : List.of(third, first, first)) {
            assertThat(client.exchange("DELETE", client.sessions() + "/" + id, null, Map.of())
                            .body())
                    .isEqualTo(deleted);
        }
        client.awaitSession(first, view -> view.state() == SessionState.SUCCESS, RUN);
        client.awaitSession(third, view -> view.state() == SessionState.SUCCESS, RUN);
        assertRefused(post("/" + first + "/statements", "{\"code\":\"1\"}"), 400, "DLI.0007", "success", "DELETED");
        assertThat(client.exchange("DELETE", client.sessions() + "/" + first, null, Map.of())
                        .body())
                .isEqualTo(deleted);

        client.awaitStatement(second, 0, START);
        SessionView running = client.awaitSettled(second, START);
        assertThat(running.state()).isEqualTo(SessionState.IDLE);
        assertThat(client.statement(second, 0).text()).isEqualTo("7G true");
        assertThat(client.log(second, 1000)).anyMatch(line -> line.contains("driverMemory 7G was lowered to 1G"));
        assertThat(client.run(second, "spark.conf.get(\"spark.sql.shuffle.partitions\")", RUN)
                        .text())
                .endsWith(" = 3");

        String address = running.json().at("/appInfo/sparkUiUrl").asString();
        String prefix = "http://127.0.0.1:" + gateway.port();
        assertThat(address).isEqualTo(prefix + client.sessions() + "/" + second + "/ui/");
        String head = "GET " + address.substring(prefix.length()) + "jobs/ HTTP/1.1\nHost: 127.0.0.1:" + gateway.port()
                + "\nX-Auth-Token: " + client.issueToken() + "\n";
        assertThat(RawCall.send(gateway.port(), head, ""))
                .startsWith("HTTP/1.1 200 ")
                .contains("Spark Jobs");
        assertThat(gateway.drivers())
                .singleElement()
                .satisfies(driver -> assertThat(ListeningSockets.of(driver.pid()))
                        .isNotEmpty()
                        .allMatch(socket -> socket.getAddress().isLoopbackAddress()));
    }
}
