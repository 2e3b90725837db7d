package io.hearth.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.api.SessionState;
import io.hearth.api.channel.ChannelCodec;
import io.hearth.api.channel.DriverSpec;
import io.hearth.cli.client.Exchange;
import io.hearth.cli.client.HearthClient;
import io.hearth.cli.client.SessionView;
import io.hearth.testkit.GatewayProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How the gateway is set up, and what stops it from starting. */
class SettingsIT {

    private static final Path HOME = Path.of(System.getProperty("hearth.home"));
    private static final Duration END = Duration.ofMinutes(2);
    private static final int USAGE = 2;
    private static final int FAILED = 1;

    @TempDir
    Path directory;

    /** A gateway that did not start. */
    private record Refusal(int code, String said) {}

    private Refusal refused(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(HOME.resolve("bin/hearth").toString(), "up", "--port", "0"));
        command.addAll(List.of("--data", directory.resolve("data").toString()));
        command.addAll(List.of(arguments));
        Path output = directory.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(END.toSeconds(), TimeUnit.SECONDS))
                    .as("it should have ended")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Refusal(process.exitValue(), Files.readString(output));
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("hearth.properties"), content);
    }

    @Test
    void aLaterSourceWinsOverAnEarlierOne() throws IOException {
        Path file = file("""
                project.id=from_file
                queue.compute-units=5
                session.max-open=5
                server.max-body-bytes=5k
                """);
        try (GatewayProcess gateway = GatewayProcess.start(
                HOME,
                directory.resolve("data"),
                Map.of("server.max-body-bytes", "7k", "conf.denied", "spark.sql.arguments"),
                builder -> {
                    builder.command().addAll(List.of("--config", file.toString()));
                    builder.environment().put("HEARTH_QUEUE_COMPUTE_UNITS", "6");
                    builder.environment().put("HEARTH_SERVER_MAX_BODY_BYTES", "6k");
                    builder.environment().put("HEARTH_CONF_DENIED", "spark.sql.environment");
                })) {
            HearthClient client = gateway.client();
            assertThat(client.sessions()).isEqualTo("/v2.0/from_file/sessions");

            Exchange tooMuch = post(client, "{\"kind\":\"spark\",\"queue\":\"default\"}");
            assertThat(tooMuch.json().required("error_msg").asString()).contains("8 CUs", "has 6 in all");
            Exchange tooLarge = post(client, "{\"name\":\"" + "x".repeat(8 << 10) + "\"}");
            assertThat(tooLarge.json().required("error_msg").asString()).contains(String.valueOf(7 << 10));
            Exchange denied =
                    post(client, "{\"kind\":\"spark\",\"queue\":\"default\",\"conf\":{\"spark.sql.arguments\":\"1\"}}");
            assertThat(denied.json().required("error_msg").asString()).contains("spark.sql.arguments");
            Exchange allowed = post(
                    client, "{\"kind\":\"spark\",\"queue\":\"default\",\"conf\":{\"spark.sql.environment\":\"1\"}}");
            assertThat(allowed.json().required("error_code").asString()).isEqualTo("DLI.1028");
        }
    }

    private static Exchange post(HearthClient client, String body) {
        return client.exchange("POST", client.sessions(), body, Map.of());
    }

    @Test
    void anUnknownKeyInAnySourceStopsTheStart() throws Exception {
        Path file = file("server.prot=1\nno.such.key=1\n");
        Refusal refusal =
                refused(Map.of("HEARTH_SESSION_IDLE_TIME", "1h"), "--config", file.toString(), "-Dlog.levle=info");

        assertThat(refusal.code()).isEqualTo(USAGE);
        assertThat(refusal.said())
                .contains("server.prot (in " + file + "); the nearest is server.port")
                .contains("no.such.key (in " + file + ")")
                .contains("HEARTH_SESSION_IDLE_TIME (in the environment); the nearest is HEARTH_SESSION_IDLE_TIMEOUT")
                .contains("log.levle (on the command line); the nearest is log.level");
        assertThat(directory.resolve("data")).doesNotExist();

        assertOneIsEnough(refused(Map.of(), "--config", file("no.such.key=1").toString()), "no.such.key");
        assertOneIsEnough(refused(Map.of("HEARTH_NO_SUCH_KEY", "1")), "HEARTH_NO_SUCH_KEY");
        assertOneIsEnough(refused(Map.of(), "-Dno.such.key=1"), "no.such.key");
    }

    private static void assertOneIsEnough(Refusal refusal, String name) {
        assertThat(refusal.code()).isEqualTo(USAGE);
        assertThat(refusal.said()).contains("There is no setting " + name + " (");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.168.0.1", "::", "example.org"})
    void anAddressThatOthersReachIsRefusedWithoutTls(String host) throws Exception {
        Refusal refusal = refused(Map.of("HEARTH_SERVER_HOST", host));

        assertThat(refusal.code()).isEqualTo(FAILED);
        assertThat(refusal.said())
                .contains("plain-http: server.host=" + host, "server.tls.certificate", "readiness.accept=plain-http");
        assertThat(directory.resolve("data/credentials.json")).doesNotExist();
    }

    @Test
    void argumentsThatAreNoneAreToldWithTheUsage() throws Exception {
        Refusal refusal = refused(Map.of(), "--prot", "1");

        assertThat(refusal.code()).isEqualTo(USAGE);
        assertThat(refusal.said()).contains("unknown argument: --prot", "usage: hearth up");
    }

    @Test
    void aTakenPortIsToldAsOne() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Refusal refusal = refused(Map.of(), "--port", String.valueOf(taken.getLocalPort()));

            assertThat(refusal.code()).isEqualTo(FAILED);
            assertThat(refusal.said())
                    .contains("port " + taken.getLocalPort() + " of 127.0.0.1 is taken; choose another with --port");
        }
        assertThat(directory.resolve("data/credentials.json")).doesNotExist();
    }

    @Test
    void aDataDirectoryServesOneGatewayAtATime() throws Exception {
        Path data = directory.resolve("data");
        try (GatewayProcess gateway = GatewayProcess.start(HOME, data, Map.of())) {
            Path credentials = data.resolve("credentials.json");
            String content = Files.readString(credentials);
            JsonNode fields = JsonMapper.shared().readTree(content);
            assertThat(fields.propertyNames())
                    .containsExactlyInAnyOrder(
                            "url", "project_id", "domain", "user", "password", "access_key", "secret_key");
            assertThat(fields.path("url").asString()).isEqualTo("http://127.0.0.1:" + gateway.port());
            assertThat(fields.path("project_id").asString()).isEqualTo("default");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(credentials)))
                    .isEqualTo("rw-------");

            Refusal refusal = refused(Map.of());

            assertThat(refusal.code()).isEqualTo(FAILED);
            assertThat(refusal.said()).contains("another gateway uses the data directory " + data);
            assertThat(credentials).hasContent(content);
            assertThat(gateway.client()
                            .exchange("GET", "/q/health/ready", null, Map.of())
                            .status())
                    .isEqualTo(200);
        }
    }

    /** What a driver is started with, told by a program in the place of its Java. */
    @Test
    void nothingSecretIsOnTheCommandLineOrInTheEnvironmentOfADriver() throws Exception {
        Path seen = Files.createDirectory(directory.resolve("seen"));
        Path java = Files.writeString(directory.resolve("java"), """
                #!/bin/sh
                for last; do :; done
                cp "$last" %1$s/spec
                ls -l "$last" >%1$s/mode
                tr '\\000' '\\n' </proc/$$/cmdline >%1$s/arguments
                env >%1$s/environment
                exit 1
                """.formatted(seen));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        Path log = directory.resolve("gateway.log");
        try (GatewayProcess gateway = GatewayProcess.start(
                HOME, directory.resolve("data"), Map.of("launch.java", java.toString()), builder -> {
                    builder.environment().put("HEARTH_DATABASE_PASSWORD", "password-0815");
                    builder.redirectError(log.toFile());
                })) {
            HearthClient client = gateway.client();
            String id = client.createSession(Map.of(
                            "kind",
                            "spark",
                            "queue",
                            "default",
                            "conf",
                            Map.of("spark.hadoop.fs.s3a.secret.key", "conf-secret-4711")))
                    .id();
            SessionView ended = client.awaitSession(id, view -> view.state().isFinal(), END);

            assertThat(ended.state()).isEqualTo(SessionState.ERROR);
            assertThat(client.events(id).at("/cause/name").asString()).isEqualTo("LAUNCH_FAILED");
            assertThat(ProcessHandle.of(gateway.pid()).orElseThrow().info().commandLine())
                    .hasValueSatisfying(line ->
                            assertThat(line).contains("io.hearth.server.Main").doesNotContain("password-0815"));
        }

        DriverSpec spec = ChannelCodec.decodeSpec(Files.readAllBytes(seen.resolve("spec")));
        assertThat(spec.sparkConf()).containsValue("conf-secret-4711");
        assertThat(spec.secret()).hasSizeGreaterThan(30);
        assertThat(Files.readString(seen.resolve("mode"))).startsWith("-rw-------");
        String open = Files.readString(seen.resolve("arguments")) + Files.readString(seen.resolve("environment"));
        assertThat(open)
                .contains("io.hearth.driver.DriverMain", "SPARK_HOME=")
                .doesNotContain("conf-secret-4711", "password-0815", spec.secret());
        assertThat(Files.readString(log))
                .contains("launch.java=")
                .doesNotContain("password-0815", "conf-secret-4711", spec.secret());
    }
}
