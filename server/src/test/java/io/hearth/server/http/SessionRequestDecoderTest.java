package io.hearth.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.server.session.SessionRequest;
import io.hearth.server.session.SessionRequest.GroupReference;
import io.hearth.server.session.SessionRequest.ResourceReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionRequestDecoderTest {

    @Test
    void readsTheSample() {
        String sample = """
                {"kind": "spark", "cluster_name": "test_cluster", "sc_type": "A", "jars": ["group.tesddws/gsjdbc4.jar"],
                 "resources": [{"name": "group.tesddws/gsjdbc3.jar", "type": "jar"}],
                 "groups": [{"name": "group.tesddws", "resources": [{"name": "gsjdbc2.jar", "type": "jar"}]}]}""";
        SessionRequest request = decode(sample);
        assertThat(request.clusterName()).isEqualTo("test_cluster");
        assertThat(request.jars()).containsExactly("group.tesddws/gsjdbc4.jar");
        assertThat(request.resources()).containsExactly(new ResourceReference("group.tesddws/gsjdbc3.jar", "jar"));
        assertThat(request.groups())
                .containsExactly(
                        new GroupReference("group.tesddws", List.of(new ResourceReference("gsjdbc2.jar", "jar"))));
        assertThat(request.ignoredFields()).isEmpty();
        assertThat(TestServer.validateRequest(TestServer.SESSIONS, sample).getMessages())
                .isEmpty();
    }

    @Test
    void nullIsTheSameAsAbsence() {
        String nulls = """
                {"kind": null, "queue": null, "cluster_name": null, "sc_type": null, "jars": null, "pyFiles": null,
                 "files": null, "modules": null, "resources": null, "groups": null, "conf": null, "name": null,
                 "heartbeatTimeoutInSecond": null, "driverMemory": null, "driverCores": null, "executorMemory": null,
                 "executorCores": null, "numExecutors": null}""";
        assertThat(decode(nulls)).isEqualTo(decode("{}"));
    }

    @Test
    void plainStringsAreNames() {
        SessionRequest request =
                decode("{\"resources\":[\"a.jar\"],\"groups\":[\"g\",{\"name\":\"h\",\"resources\":[\"b\"]}]}");
        assertThat(request.resources()).containsExactly(new ResourceReference("a.jar", null));
        assertThat(request.groups())
                .containsExactly(
                        new GroupReference("g", List.of()),
                        new GroupReference("h", List.of(new ResourceReference("b", null))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"conf\":{\"spark.a\":\"1\",\"spark.b\":\"2\",\"spark.c\":null}}",
                "{\"conf\":[{\"spark.a\":\"1\",\"spark.b\":\"2\"}]}",
                "{\"conf\":[{\"spark.a\":\"0\"},{\"spark.b\":\"2\"},{},{\"spark.a\":\"1\"}]}"
            })
    void confIsOneObjectOrMany(String body) {
        assertThat(decode(body).conf()).isEqualTo(Map.of("spark.a", "1", "spark.b", "2"));
    }

    @Test
    void aSessionRecoversOnlyIfItAsksForIt() {
        assertThat(decode("{}").recover()).isFalse();
        assertThat(decode("{\"recover\":null}").recover()).isFalse();
        assertThat(decode("{\"recover\":false}").recover()).isFalse();
        assertThat(decode("{\"recover\":true}").recover()).isTrue();
    }

    @Test
    void unknownFieldsAreReportedByPath() {
        SessionRequest request = decode(
                "{\"colour\":{\"deep\":1},\"resources\":[{\"name\":\"a\",\"size\":1}],"
                        + "\"groups\":[{\"name\":\"g\",\"x\":1,\"resources\":[{\"name\":\"a\",\"y\\n\":[]}]}],\"revive\":true}");
        assertThat(request.ignoredFields())
                .containsExactlyInAnyOrder(
                        "colour", "revive", "resources[0].size", "groups[0].x", "groups[0].resources[0].y\\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"recover\":\"yes\"}                        | recover must be a boolean, not the string yes",
                "{\"kind\":1}                               | kind must be a string, not the number 1",
                "{\"kind\":true}                            | kind must be a string, not the boolean true",
                "{\"kind\":[]}                              | kind must be a string, not an array",
                "{\"kind\":{}}                              | kind must be a string, not an object",
                "{\"jars\":\"a.jar\"}                       | jars must be an array of strings, not the string a.jar",
                "{\"jars\":{}}                              | jars must be an array of strings, not an object",
                "{\"jars\":[\"a\",1]}                       | jars[1] must be a string, not the number 1",
                "{\"jars\":[null]}                          | jars[0] must be a string, not null",
                "{\"modules\":[[]]}                         | modules[0] must be a string, not an array",
                "{\"resources\":{}}                         | resources must be an array of objects with name and type, or of strings, not an object",
                "{\"resources\":[1]}                        | resources[0] must be an object with name and type, or a string, not the number 1",
                "{\"resources\":[{}]}                       | resources[0].name is required",
                "{\"resources\":[{\"name\":1}]}             | resources[0].name must be a string, not the number 1",
                "{\"resources\":[{\"name\":\"a\",\"type\":1}]} | resources[0].type must be a string, not the number 1",
                "{\"groups\":\"g\"}                         | groups must be an array of objects with name and resources, or of strings, not the string g",
                "{\"groups\":[null]}                        | groups[0] must be an object with name and resources, or a string, not null",
                "{\"groups\":[{\"name\":\"g\",\"resources\":[{\"name\":[]}]}]} | groups[0].resources[0].name must be a string, not an array",
                "{\"conf\":1}                               | conf must be an array of objects, or one object, not the number 1",
                "{\"conf\":[1]}                             | conf[0] must be an object whose values are strings, not the number 1",
                "{\"conf\":[{},null]}                       | conf[1] must be an object whose values are strings, not null",
                "{\"conf\":[{},{\"spark.x\":1}]}            | conf[1].spark.x must be a string, not the number 1",
                "{\"conf\":{\"spark.x\":{}}}                | conf.spark.x must be a string, not an object",
                "{\"driverMemory\":2}                       | driverMemory must be a string, not the number 2",
                "{\"driverCores\":\"3\"}                    | driverCores must be an integer, not the string 3",
                "{\"driverCores\":3.0}                      | driverCores must be an integer, not the number 3.0",
                "{\"driverCores\":3e0}                      | driverCores must be an integer, not the number 3",
                "{\"numExecutors\":1e999999999999}          | numExecutors must be an integer, not the number",
                "{\"numExecutors\":true}                    | numExecutors must be an integer, not the boolean true",
                "{\"numExecutors\":99999999999999999999}    | numExecutors is beyond all bounds: 99999999999999999999; use a smaller number",
                "{\"name\":\"a\\u0000\"}                    | name holds a character that no text may hold, \\u0000",
                "{\"name\":\"\\ud800\"}                     | name holds a character that no text may hold, \\ud800",
                "{\"kind\":\"a\",\"kind\":\"b\"}            | Field kind is given more than once",
                "{\"groups\":[{\"name\":\"a\",\"name\":\"b\"}]} | Field groups[0].name is given more than once",
                "{\"x\":{\"y\":[0,{\"z\":1,\"z\":1}]}}      | Field x.y[1].z is given more than once",
                "[]                                         | The body must be a JSON object, not an array",
                "null                                       | The body must be a JSON object, not null",
                "\"{}\"                                     | The body must be a JSON object, not the string {}",
                "{} {}                                      | The body goes on after the end of its JSON object, at line 1, column 4",
                "{}x                                        | The body is not valid JSON at line 1",
                "{\"kind\":                                 | The body is not valid JSON at line 1",
                "{'kind':'spark'}                           | The body is not valid JSON at line 1",
                "{\"kind\":\"spark\",}                      | The body is not valid JSON at line 1",
                "{\"kind\":NaN}                             | The body is not valid JSON at line 1, column 12, where it reads: {\"kind\":NaN}",
                "{\"kind\":01}                              | The body is not valid JSON at line 1",
                "// {}                                      | The body is not valid JSON at line 1"
            })
    void refuses(String body, String message) {
        assertThatThrownBy(() -> decode(body))
                .hasMessageStartingWith("DLI.0001: " + message)
                .message()
                .doesNotContain("Source");
    }

    @Test
    void refusesWhatIsTooMuchToHold() {
        assertThat(decode("{\"x\":" + "[".repeat(63) + "]".repeat(63) + "}").ignoredFields())
                .containsExactly("x");
        for (int depth : new int[] {64, 65, 100_000}) {
            assertThatThrownBy(() -> decode("{\"x\":" + "[".repeat(depth)))
                    .hasMessage("DLI.0001: The body nests deeper than 64 levels, the limit");
        }
        assertThatThrownBy(() -> decode("{\"x\":[" + "1,".repeat(100_000) + "1]}"))
                .hasMessageStartingWith("DLI.0001: The body has more than 100000 values and fields");
    }

    @Test
    void refusesWhatIsNotUtf8() {
        byte[] body = "{\"name\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> JsonReader.object(body)).hasMessage("DLI.0001: The body is not valid UTF-8 at byte 9");
        byte[] cut = new byte[] {'{', '}', (byte) 0xe4};
        assertThatThrownBy(() -> JsonReader.object(cut))
                .hasMessageStartingWith("DLI.0001: The body is not valid UTF-8");
    }

    @Test
    void aByteOrderMarkIsSkipped() {
        assertThat(decode("\ufeff{\"kind\":\"spark\"}").kind()).isEqualTo("spark");
    }

    private static SessionRequest decode(String body) {
        return SessionRequestDecoder.decode(JsonReader.object(body.getBytes(StandardCharsets.UTF_8)));
    }
}
