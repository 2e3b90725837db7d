package io.hearth.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.cli.client.Exchange;
import io.hearth.cli.client.HearthClient;
import io.hearth.testkit.GatewayProcess;
import io.hearth.testkit.RawCall;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that make no session: what each is answered, and that nothing came of it. */
class RefusalsIT {

    private static final Path HOME = Path.of(System.getProperty("hearth.home"));
    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";
    private static final String SMALL = """
            {"kind": "spark", "queue": "default", "driverMemory": "1G", "numExecutors": 1}""";

    @TempDir
    private static Path data;

    private static GatewayProcess gateway;
    private static HearthClient client;

    @BeforeAll
    static void start() throws IOException {
        gateway = GatewayProcess.start(
                HOME, data, Map.of("server.max-body-bytes", "64k", "conf.denied", "spark.sql.warehouse.dir"));
        client = gateway.client();
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    private static Exchange post(String path, String body) {
        return client.exchange("POST", client.sessions() + path, body, Map.of());
    }

    private static Exchange get(String path) {
        return client.exchange("GET", client.sessions() + path, null, Map.of());
    }

    private static void assertRefused(Exchange answer, int status, String code, String... told) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().propertyNames()).containsExactly("error_code", "error_msg");
        assertThat(answer.json().required("error_code").asString()).isEqualTo(code);
        assertThat(answer.json().required("error_msg").asString()).contains(told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'{\"kind\": \"spark\", '| 400 | DLI.0001 | line 1",
                "'{\"kind\": \"spark\"} {}'| 400 | DLI.0001 | goes on",
                "'[]'| 400 | DLI.0001 | array",
                "'{}'| 400 | DLI.0001 | kind",
                "'{\"kind\": \"spark\"}'| 400 | DLI.0001 | queue",
                "'{\"kind\": \"spark\", \"kind\": \"spark\"}'| 400 | DLI.0001 | kind",
                "'{\"kind\": \"spark\", \"queue\": \"default\", \"numExecutors\": \"1\"}'| 400 | DLI.0001 | numExecutors",
                "'{\"kind\": \"spark\", \"queue\": \"default\", \"driverMemory\": \"2\"}'| 400 | DLI.0001 | 2G",
                "'{\"kind\": \"spark\", \"queue\": \"default\", \"groups\": [{\"name\": \"g\", \"resources\": [{\"name\": 7}]}]}'"
                        + "| 400 | DLI.0001 | groups[0].resources[0].name",
                "'{\"kind\": \"spark\", \"queue\": \"default\", \"conf\": [{\"spark.master\": \"yarn\"}]}'"
                        + "| 400 | DLI.0001 | spark.master",
                "'{\"kind\": \"spark\", \"queue\": \"default\", \"conf\": {\"spark.sql.warehouse.dir\": \"/\"}}'"
                        + "| 400 | DLI.0001 | spark.sql.warehouse.dir",
                "'{\"kind\": \"spark\", \"queue\": \"testqueue\"}'| 400 | DLI.0008 | There is no queue named testqueue",
                "'{\"kind\": \"spark\", \"queue\": \"default\", \"jars\": [\"group.tesddws/gsjdbc4.jar\"]}'"
                        + "| 400 | DLI.0002 | group.tesddws/gsjdbc4.jar",
                "'{\"kind\": \"spark\", \"queue\": \"default\", \"numExecutors\": 100}'| 400 | DLI.1028 | 64",
            })
    void sessionsThatCannotBeAreRefused(String body, int status, String code, String told) {
        assertRefused(post("", body), status, code, told);
        assertThat(get("").json().required("total").asInt()).isZero();
    }

    @Test
    void callsThatOnlyAWebPageWouldMakeAreRefused() throws IOException {
        String request = "POST " + client.sessions() + " HTTP/1.1\n";
        String own = "Host: 127.0.0.1:" + gateway.port() + "\nX-Auth-Token: " + client.issueToken() + "\n";
        String json = "Content-Type: application/json\n";

        assertThat(RawCall.send(gateway.port(), request + "Host: evil.example\n" + json, SMALL))
                .startsWith("HTTP/1.1 403 ")
                .contains("DLI.0016", "evil.example");
        assertThat(RawCall.send(gateway.port(), request + own + json + "Origin: http://evil.example\n", SMALL))
                .startsWith("HTTP/1.1 403 ")
                .contains("DLI.0016", "evil.example");
        assertThat(RawCall.send(gateway.port(), request + own, SMALL))
                .startsWith("HTTP/1.1 415 ")
                .contains("DLI.0001", "application/json");
        assertThat(RawCall.send(gateway.port(), request + own + "Content-Type: text/plain\n", SMALL))
                .startsWith("HTTP/1.1 415 ")
                .contains("DLI.0001", "text/plain");
        assertThat(get("").json().required("total").asInt()).isZero();
        String list = request.replace("POST", "GET");
        assertThat(RawCall.send(gateway.port(), list + own + "Origin: http://localhost:" + gateway.port() + "\n", ""))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void largeBodiesAndWrongMethodsAreRefused() {
        assertRefused(post("", "{\"name\":\"" + "x".repeat(70_000) + "\"}"), 413, "DLI.0001", "65536");
        Exchange put = client.exchange("PUT", client.sessions(), SMALL, Map.of());
        assertRefused(put, 405, "DLI.0007", "PUT");
        assertThat(put.headers().firstValue("Allow")).hasValue("GET, HEAD, POST");
        Exchange delete = client.exchange("DELETE", client.sessions() + "/" + NOBODY + "/log", null, Map.of());
        assertRefused(delete, 405, "DLI.0007", "DELETE");
        assertThat(delete.headers().firstValue("Allow")).hasValue("GET, HEAD");
    }

    @Test
    void headersOfTheContractAreHeard() {
        String path = client.sessions() + "/" + NOBODY;
        Exchange chinese = client.exchange("GET", path, null, Map.of("X-Language", "zh-cn"));
        assertRefused(chinese, 404, "DLI.0023", "不存在会话" + NOBODY);
        Exchange english = client.exchange("GET", path, null, Map.of("X-Language", "en-us", "X-Request-Id", "mine-1"));
        assertRefused(english, 404, "DLI.0023", "There is no session " + NOBODY);
        assertThat(english.headers().firstValue("X-Request-Id")).hasValue("mine-1");
        assertThat(chinese.headers().firstValue("X-Request-Id"))
                .hasValueSatisfying(id -> assertThat(id).isNotBlank());

        Exchange same = client.exchange("GET", client.sessions(), null, Map.of("X-Project-Id", "default"));
        assertThat(same.status()).isEqualTo(200);
        Exchange other = client.exchange("GET", client.sessions(), null, Map.of("X-Project-Id", "another"));
        assertRefused(other, 400, "DLI.0001", "another", "default");
    }
}
