package io.hearth.dist;

import static io.hearth.dist.Distribution.small;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.api.StatementState;
import io.hearth.cli.client.HearthClient;
import io.hearth.dist.LiveSession.LiveDriver;
import io.hearth.testkit.GatewayProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** After callers of every kind and a session that looks for them, secrets are in their own files and nowhere else. */
class SecretsIT {

    private static final List<String> THEIR_OWN_FILES = List.of("credentials.json", "master.key", "operator.json");

    /** What code of a user can see of its own process and of the files that it may read. */
    private static final String LOOK = """
            val seen = spark.conf.getAll.mkString(" ") + sc.getConf.toDebugString + sys.env.mkString(" ") +
              sys.props.mkString(" ") + spark.sparkContext.hadoopConfiguration.toString +
              new String(java.nio.file.Files.readAllBytes(java.nio.file.Paths.get("/proc/self/cmdline")))
            println(seen)
            """;

    @TempDir
    Path data;

    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final Map<String, byte[]> places = new LinkedHashMap<>();

    @Test
    void secretsAreWhereTheyBelong() throws Exception {
        try (GatewayProcess gateway = Distribution.gateway(data, Map.of("log.level", "debug"))) {
            HearthClient client = gateway.client();
            JsonNode credentials = JsonMapper.shared().readTree(Files.readString(data.resolve("credentials.json")));
            String user = credentials.path("user").asString();
            String password = credentials.path("password").asString();
            secrets.put("the password", password);
            secrets.put("the secret key", credentials.path("secret_key").asString());
            secrets.put(
                    "the master key",
                    Files.readString(data.resolve("master.key")).strip());
            String token = client.issueToken();
            secrets.put("a token", token);
            secrets.put("a wrong password", "a-password-that-is-wrong");
            callInEveryWay(client, user, password, token);

            LiveSession session = LiveSession.idle(client, small());
            LiveDriver driver = session.driver();
            assertThat(session.run(LOOK).state()).isEqualTo(StatementState.AVAILABLE);
            place("what the session saw", session.statement(0).json().toString());
            place("the session's log", String.join("\n", client.log(session.id(), 1000)));
            place("the session's events", client.events(session.id()).toString());
            place(
                    "the metrics",
                    client.exchange("GET", "/q/metrics", null, Map.of()).body());
            processes(gateway.pid(), driver.pid());
            files(data);
        }
        place("the gateway's log", String.join("\n", Files.readAllLines(data.resolve("gateway.log"))));
        files(data);

        assertThat(secrets)
                .hasSize(5)
                .allSatisfy((name, secret) -> assertThat(secret).as(name).hasSizeGreaterThan(15));
        assertThat(places).hasSizeGreaterThan(8);
        assertThat(found()).isEmpty();
    }

    private void callInEveryWay(HearthClient client, String user, String password, String token) {
        String sessions = client.sessions();
        int bySignature = client.exchange("GET", sessions, null, Map.of()).status();
        int byToken = client.exchange("GET", sessions, null, Map.of("X-Auth-Token", token))
                .status();
        int byPassword =
                client.exchange("GET", sessions, null, basic(user, password)).status();
        int byWrongPassword = answer(client, sessions, basic(user, secrets.getOrDefault("a wrong password", "")));
        int byWrongToken = answer(client, sessions, Map.of("X-Auth-Token", token + "x"));
        int byWrongSignature = answer(
                client,
                sessions,
                Map.of("Authorization", "SDK-HMAC-SHA256 Access=x, SignedHeaders=host;x-sdk-date, Signature=" + token));
        assertThat(List.of(bySignature, byToken, byPassword, byWrongPassword, byWrongToken, byWrongSignature))
                .containsExactly(200, 200, 200, 401, 401, 401);
    }

    private int answer(HearthClient client, String path, Map<String, String> headers) {
        var exchange = client.exchange("POST", path, "{}", headers);
        place("an error " + places.size(), exchange.body());
        return exchange.status();
    }

    private static Map<String, String> basic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    private void place(String name, String content) {
        places.put(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** What {@code ps} shows of each, and what stands in their environment. */
    private void processes(long... pids) throws IOException {
        for (long pid : pids) {
            for (String file : List.of("cmdline", "environ")) {
                places.put(file + " of " + pid, Files.readAllBytes(Path.of("/proc", Long.toString(pid), file)));
            }
        }
    }

    /** What goes while it is looked for, as a gateway and a driver that live remove what they need no more, is left out. */
    private void files(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile() && !THEIR_OWN_FILES.contains(String.valueOf(file.getFileName()))) {
                    try {
                        places.put(file.toString(), Files.readAllBytes(file));
                    } catch (NoSuchFileException e) {
                        return visitFileFailed(file, e);
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                return failure instanceof NoSuchFileException
                        ? FileVisitResult.CONTINUE
                        : super.visitFileFailed(file, failure);
            }
        });
    }

    private List<String> found() {
        List<String> found = new ArrayList<>();
        places.forEach((place, content) -> {
            // One character a byte, so that any byte can be looked through.
            String text = new String(content, StandardCharsets.ISO_8859_1);
            secrets.forEach((name, secret) -> {
                if (text.contains(secret)) {
                    found.add(name + " is in " + place);
                }
            });
        });
        return found;
    }
}
