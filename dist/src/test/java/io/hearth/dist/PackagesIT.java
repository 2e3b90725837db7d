package io.hearth.dist;

import static io.hearth.dist.Distribution.small;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.api.EndCause;
import io.hearth.api.SessionState;
import io.hearth.api.Sha256;
import io.hearth.api.StatementState;
import io.hearth.cli.client.Exchange;
import io.hearth.cli.client.HearthClient;
import io.hearth.cli.client.StatementView;
import io.hearth.dist.LiveSession.LiveDriver;
import io.hearth.testkit.GatewayProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Packages and modules in sessions on real Spark. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackagesIT {

    private static final Path EXAMPLES = Distribution.HOME.resolve("examples");
    private static final List<String> PACKAGES = List.of("gsjdbc2.jar", "gsjdbc3.jar", "gsjdbc4.jar");

    /** The request of the API's description, to the last blank. */
    private static final String REQUEST = """
            {
                "kind": "spark",
                "cluster_name": "test_cluster",
                "sc_type": "A",
                "jars": [
                    "group.tesddws/gsjdbc4.jar"
                ],
                "resources": [
                    {
                        "name": "group.tesddws/gsjdbc3.jar",
                        "type": "jar"
                    }
                ],
                "groups": [
                    {
                        "name": "group.tesddws",
                        "resources": [
                            {
                                "name": "gsjdbc2.jar",
                                "type": "jar"
                            }
                        ]
                    }
                ]
            }
            """;

    @TempDir
    private Path directory;

    private GatewayProcess gateway;
    private HearthClient client;

    @BeforeAll
    void start(@TempDir Path data) throws IOException {
        gateway = Distribution.gateway(data, Map.of("launch.local.max-heap", "1g"));
        client = gateway.client();
        for (String name : PACKAGES) {
            client.upload(
                    "group.tesddws",
                    name,
                    "jar",
                    Files.readAllBytes(EXAMPLES.resolve("packages").resolve(name)));
        }
    }

    @AfterAll
    void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    private static String ok(LiveSession session, String code) {
        StatementView ran = session.run(code);
        assertThat(ran.state()).as(ran.json().toString()).isEqualTo(StatementState.AVAILABLE);
        return ran.text();
    }

    @Test
    void theRequestOfTheDescriptionWorksAsItStands() throws IOException {
        assertThat(EXAMPLES.resolve("create-session.json")).hasContent(REQUEST);

        Exchange answer = client.exchange("POST", client.sessions(), REQUEST, Map.of());

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode created = answer.json();
        String id = created.required("id").asString();
        ObjectNode expected = (ObjectNode) JsonMapper.shared().readTree(SampleAnswer.JSON);
        expected.put("id", id).put("queue", "test_cluster");
        expected.set("create_time", created.required("create_time"));
        assertThat(created).isEqualTo(expected);

        LiveSession session = LiveSession.of(client, id).awaitIdle();
        assertThat(ok(session, """
                        import io.hearth.demo.wood.Wood
                        import io.hearth.demo.price.Gas
                        import io.hearth.demo.report.Line
                        def told(wood: String) = Line.of(wood, Gas.euros(Wood.kilowattHours(wood, 1000)))
                        told("oak")""")).contains("oak      saved    451 euros of gas");
        assertThat(ok(session, "Seq(\"pine\", \"oak\").toDS().map(told _).collect().foreach(println)"))
                .contains("pine     saved    484 euros of gas", "oak      saved    451 euros of gas");
        for (String name : PACKAGES) {
            String digest =
                    Sha256.of(Files.readAllBytes(EXAMPLES.resolve("packages").resolve(name)));
            assertThat(client.log(id, 1000))
                    .anyMatch(line -> line.contains("notice: package group.tesddws/" + name + " (jar, ")
                            && line.endsWith("sha256:" + digest));
        }
        client.deleteSession(id);
        session.assertEnded(SessionState.SUCCESS, EndCause.DELETED);
    }

    /** The jar has a library that Spark has as well, whole and in another version, and a class among the agent's own. */
    @Test
    void aJarWithOtherVersionsOfLibrariesBreaksNobodyAndWhatWasReplacedStays() throws IOException {
        Path jar = new PackedJar()
                .with(
                        "io.hearth.driver.extra.Mine",
                        "public class Mine { public static String text() { return \"mine\"; } }")
                .with("org.slf4j.LoggerFactory", "public class LoggerFactory { }")
                .withLibrary(com.fasterxml.jackson.databind.ObjectMapper.class)
                .write(directory.resolve("heavy.jar"));
        client.upload("g", "heavy.jar", "jar", Files.readAllBytes(jar));
        client.upload("g", "words.txt", "file", "ash oak".getBytes(StandardCharsets.UTF_8));
        client.upload("g", "tool.py", "pyFile", "def twice(n):\n    return 2 * n\n".getBytes(StandardCharsets.UTF_8));
        LiveSession session = LiveSession.create(client, small("groups", List.of("g")));
        client.upload("g", "heavy.jar", "jar", "replaced at once".getBytes(StandardCharsets.UTF_8));
        client.exchange("DELETE", "/v2.0/default/resources/words.txt?group=g", null, Map.of());
        session.awaitIdle();

        assertThat(ok(session, "io.hearth.driver.extra.Mine.text")).contains("mine");
        String ownVersion =
                new com.fasterxml.jackson.databind.ObjectMapper().version().toString();
        assertThat(ok(session, "new com.fasterxml.jackson.databind.ObjectMapper().version"))
                .doesNotContain(ownVersion);
        assertThat(ok(session, "Seq((1, \"a\")).toDF(\"n\", \"s\").toJSON.collect().toList"))
                .contains("{\"n\":1,\"s\":\"a\"}");
        assertThat(ok(session, "spark.read.json(Seq(\"{\\\"x\\\": 5}\").toDS()).head"))
                .contains("[5]");
        assertThat(ok(session, "java.nio.file.Files.readString(java.nio.file.Path.of(\"words.txt\"))"))
                .contains("ash oak");
        assertThat(ok(
                        session,
                        "sc.parallelize(1 to 2).map(_ => new java.io.File("
                                + "org.apache.spark.SparkFiles.get(\"words.txt\")).length).collect().toList"))
                .contains("List(7, 7)");
        assertThat(ok(
                        session,
                        "sc.parallelize(Seq(21), 1).pipe(Seq(\"sh\", \"-c\", "
                                + "\"cat ${PYTHONPATH%%:*}/tool.py\")).collect().mkString"))
                .contains("def twice(n)");

        LiveSession broken = LiveSession.create(client, small("jars", List.of("g/heavy.jar")));
        LiveDriver driver = broken.driver();
        broken.assertEnded(SessionState.ERROR, EndCause.PACKAGES_FAILED);
        assertThat(client.events(broken.id()).at("/cause/detail").asString()).contains("g/heavy.jar", "no jar");
        driver.assertGone();
        client.deleteSession(session.id());
    }

    @Test
    void aTableIsReadOverJdbcThroughTheModule() throws Exception {
        JsonNode module = client.exchange("GET", "/v2.0/default/resources", null, Map.of())
                .json()
                .at("/modules/0");
        assertThat(module.required("module_name").asString()).isEqualTo("sys.datasource.rds");
        assertThat(module.required("status").asString()).isEqualTo("READY");
        try (MariaDbServer server = MariaDbServer.start(directory.resolve("m"))) {
            LiveSession session = LiveSession.idle(client, small("modules", List.of("sys.datasource.rds")));

            assertThat(ok(session, """
                            spark.read.format("jdbc").option("url", "%s").option("user", "%s").option("password", "")
                              .option("driver", "com.mysql.cj.jdbc.Driver").option("dbtable", "trees").load()
                              .orderBy("id").collect().foreach(println)""".formatted(server.url(), server.user())))
                    .contains("[1,ash,31.50]", "[2,橡树,27.25]");
            assertThat(ok(session, """
                            val connection = java.sql.DriverManager.getConnection("%s", "%s", "")
                            val rows = connection.createStatement().executeQuery("select sum(height) from trees")
                            rows.next()
                            rows.getBigDecimal(1)""".formatted(server.url(), server.user()))).contains("58.75");
            client.deleteSession(session.id());
        }
    }
}
