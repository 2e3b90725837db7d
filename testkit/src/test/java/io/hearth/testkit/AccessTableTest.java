package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.api.SessionState;
import io.hearth.cli.client.Credentials;
import io.hearth.cli.client.Exchange;
import io.hearth.cli.client.HearthClient;
import io.hearth.server.auth.Administration;
import io.hearth.server.auth.UserAdministration.Standing;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * Walks every call of the OpenAPI document as every kind of caller and compares what they get with the table in
 * {@code docs/access.md}. With {@code -Dhearth.docs=write} it writes the table.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTableTest {

    private static final Path TABLE = Path.of("..", "docs", "access.md");
    private static final String BEGIN = "<!-- begin of the table -->\n";
    private static final String END = "<!-- end of the table -->";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String PASSWORD = "correct horse";
    private static final String OTHER_PROJECT = "other";

    /** Everyone who might call, as a column of the table. */
    private enum Kind {
        NOBODY("nobody known"),
        STRANGER("admin of another project"),
        VIEWER("viewer"),
        OTHER_DEVELOPER("developer, not the owner"),
        OWNER("developer, the owner"),
        PROJECT_ADMIN("admin"),
        SYSTEM_ADMIN("system admin"),
        OPERATOR("operator");

        private final String title;

        Kind(String title) {
            this.title = title;
        }
    }

    private final Map<Kind, HearthClient> clients = new EnumMap<>(Kind.class);
    private TestGateway gateway;
    private final List<String> made = new ArrayList<>();
    private @Nullable String shared;
    private String operatorToken = "";
    private int names;

    @BeforeAll
    void start(@TempDir Path data) throws IOException {
        gateway = TestGateway.start(data, Map.of("auth.failures.limit", "1000"), new FakeLauncher(), Clock.systemUTC());
        Administration administration = gateway.administration();
        String other = administration.projects().create(OTHER_PROJECT).id();
        add(administration, Kind.STRANGER, other, "admin");
        add(administration, Kind.VIEWER, "default", "viewer");
        add(administration, Kind.OTHER_DEVELOPER, "default", "developer");
        add(administration, Kind.OWNER, "default", "developer");
        add(administration, Kind.PROJECT_ADMIN, "default", "admin");
        clients.put(Kind.NOBODY, new HearthClient(Credentials.none(gateway.address(), "default")));
        clients.put(Kind.SYSTEM_ADMIN, gateway.client());
        clients.put(Kind.OPERATOR, new HearthClient(Credentials.none(gateway.address(), "default")));
        operatorToken = JsonMapper.shared()
                .readTree(Files.readString(data.resolve("operator.json")))
                .required("token")
                .asString();
    }

    private void add(Administration administration, Kind kind, String project, String role) {
        String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        administration.users().create(name, PASSWORD, Standing.ORDINARY);
        administration.projects().grant(name, project, role);
        clients.put(
                kind,
                new HearthClient(new Credentials(
                        gateway.address(),
                        "default",
                        Optional.of(gateway.signerOf(name)),
                        Optional.of(new Credentials.Login("default", name, PASSWORD)),
                        List.of())));
    }

    @AfterAll
    void stop() {
        gateway.stop();
    }

    private HearthClient client(Kind kind) {
        HearthClient client = clients.get(kind);
        if (client == null) {
            throw new IllegalStateException("nobody is " + kind);
        }
        return client;
    }

    @Test
    void everybodyMayWhatTheTableSays() throws IOException {
        String text = Files.readString(TABLE);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        String table = table();
        if ("write".equals(System.getProperty("hearth.docs"))) {
            Files.writeString(TABLE, text.substring(0, begin) + table + text.substring(end));
            return;
        }
        assertThat(table).isEqualTo(text.substring(begin, end));
    }

    private String table() {
        List<String> lines = new ArrayList<>();
        lines.add("| call | " + Stream.of(Kind.values()).map(kind -> kind.title).collect(Collectors.joining(" | "))
                + " |");
        lines.add("|---".repeat(Kind.values().length + 1) + "|");
        OpenAPI document = new OpenAPIV3Parser()
                .readContents(gateway.client()
                        .exchange("GET", "/q/openapi", null, Map.of())
                        .body())
                .getOpenAPI();
        document.getPaths()
                .forEach((path, item) -> item.readOperationsMap()
                        .keySet()
                        .forEach(method -> lines.add("| `" + method + " " + path + "` | "
                                + Stream.of(Kind.values())
                                        .map(kind -> outcome(method.name(), path, kind))
                                        .collect(Collectors.joining(" | "))
                                + " |")));
        return String.join("\n", lines) + "\n";
    }

    private String outcome(String method, String path, Kind kind) {
        boolean changes = !method.equals("GET");
        String address = path.replace("{project_id}", "default").replace("{path}", "jobs/");
        if (path.contains("{session_id}")) {
            address = address.replace("{session_id}", session(changes)).replace("{statement_id}", "0");
        }
        address = address.replaceAll("\\{(cluster_name|queue_name)}", changes ? queue() : "default");
        if (path.contains("{resource_name}")) {
            boolean put = method.equals("PUT");
            address = address.replace("{resource_name}", givenPackage()).replace("/{group_name}/", "/given/")
                    + (put ? "?kind=jar&group=given" : path.contains("{group_name}") ? "" : "?group=given");
        }
        address = ofAdministration(method, address);
        assertThat(address)
                .as("an address without names that this test does not know")
                .doesNotContain("{");
        Map<String, String> headers = new HashMap<>();
        if (path.startsWith("/v3/auth/tokens") && !method.equals("POST")) {
            headers.put("X-Subject-Token", gateway.client().issueToken());
        }
        if (kind == Kind.OPERATOR) {
            headers.put("X-Auth-Token", operatorToken);
        }
        Exchange exchange = client(kind).exchange(method, address, body(method, path), headers);
        return switch (exchange.status()) {
            case 401, 403 -> Integer.toString(exchange.status());
            case 404 -> exchange.body().contains("Spark UI") ? "yes" : "404";
            default -> {
                assertThat(exchange.status())
                        .as(() -> method + " " + path + " " + exchange.body())
                        .isLessThan(500);
                yield "yes";
            }
        };
    }

    /** With names that are there, made for this call alone. */
    private String ofAdministration(String method, String path) {
        if (!path.startsWith("/q/admin/")) {
            return path;
        }
        Administration administration = gateway.administration();
        String user = "given-" + names++;
        administration.users().create(user, PASSWORD, Standing.ORDINARY);
        String project = administration.projects().create(user).id();
        administration.projects().grant(user, project, "viewer");
        String named = path.replace("{user}", user)
                .replace("{project}", project)
                .replace(
                        "{access_key}", administration.accessKeys().create(user).id());
        return path.endsWith("/roles") && method.equals("DELETE")
                ? named + "?user=" + user + "&project=" + project
                : named;
    }

    private @Nullable String body(String method, String path) {
        if (path.endsWith("/disable") || path.endsWith("/enable")) {
            return null;
        }
        if (path.endsWith("/owner")) {
            return "{\"new_owner\": \"owner\", \"resource_name\": \"%s\", \"group_name\": \"given\"}"
                    .formatted(givenPackage());
        }
        if (!method.equals("POST")) {
            return method.equals("PUT") ? "{}" : null;
        }
        names++;
        return switch (path) {
            case "/v2.0/{project_id}/sessions" -> "{\"kind\": \"spark\", \"queue\": \"default\"}";
            case "/v2.0/{project_id}/sessions/{session_id}/statements" -> "{\"code\": \"1\"}";
            case "/v2.0/{project_id}/resources" ->
                "{\"paths\": [\"http://127.0.0.1:1/made-%d\"], \"kind\": \"jar\"}".formatted(names);
            case "/v2.0/{project_id}/resources/jars",
                    "/v2.0/{project_id}/resources/pyfiles",
                    "/v2.0/{project_id}/resources/files" ->
                "{\"paths\": [\"http://127.0.0.1:1/made-%d\"], \"group\": \"new\"}".formatted(names);
            case "/v2.0/{project_id}/clusters" -> "{\"cluster_name\": \"made_%d\", \"cu_count\": 16}".formatted(names);
            case "/v1.0/{project_id}/queues" -> "{\"queue_name\": \"made_%d\", \"cu_count\": 16}".formatted(names);
            case "/q/admin/users" -> "{\"name\": \"made-%d\", \"password\": \"correct horse\"}".formatted(names);
            case "/q/admin/projects" -> "{\"name\": \"made-%d\"}".formatted(names);
            case "/q/admin/roles" -> "{\"user\": \"viewer\", \"project\": \"default\", \"role\": \"viewer\"}";
            case "/q/admin/keys" -> "{\"user\": \"viewer\"}";
            case "/v3/auth/tokens" -> """
                    {"auth": {"identity": {"methods": ["password"], "password": {"user": {"name": "viewer",
                     "password": "correct horse"}}}, "scope": {"project": {"id": "default"}}}}""";
            default -> "{}";
        };
    }

    /** A session of the owner with a statement in it; one of its own for a call that changes something. */
    private String session(boolean fresh) {
        if (fresh || shared == null) {
            HearthClient owner = client(Kind.OWNER);
            String id = owner.createSession(Map.of(
                            "kind",
                            "spark",
                            "queue",
                            "default",
                            "driverMemory",
                            "1G",
                            "driverCores",
                            1,
                            "executorCores",
                            1,
                            "executorMemory",
                            "1G",
                            "numExecutors",
                            1))
                    .id();
            owner.awaitSession(id, view -> view.state() == SessionState.IDLE, SOON);
            owner.run(id, "1", SOON);
            made.forEach(earlier -> gateway.client().deleteSession(earlier));
            made.clear();
            if (fresh) {
                made.add(id);
                return id;
            }
            shared = id;
        }
        return String.valueOf(shared);
    }

    /** A package of the owner, in a group of theirs, made for this call alone. */
    private String givenPackage() {
        String name = "given-" + names++;
        Exchange made = client(Kind.OWNER)
                .exchange("PUT", "/v2.0/default/resources/" + name + "?kind=jar&group=given", "{}", Map.of());
        assertThat(made.status()).as(made.body()).isEqualTo(200);
        return name;
    }

    private String queue() {
        String name = "given_" + names++;
        gateway.client()
                .exchange(
                        "POST",
                        "/v1.0/default/queues",
                        "{\"queue_name\": \"%s\", \"cu_count\": 16}".formatted(name),
                        Map.of());
        return name;
    }
}
