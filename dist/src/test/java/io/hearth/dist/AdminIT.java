package io.hearth.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.api.signing.RequestSigner;
import io.hearth.cli.client.Credentials;
import io.hearth.cli.client.Credentials.Login;
import io.hearth.cli.client.HearthClient;
import io.hearth.testkit.GatewayProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code hearth admin} as people type it, while a gateway runs and while none does. */
class AdminIT {

    private static final Duration END = Duration.ofMinutes(2);
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    @TempDir
    Path directory;

    private Path data;

    @BeforeEach
    void nameTheData() {
        data = directory.resolve("data");
    }

    /** What a command ended with. */
    private record Outcome(int code, String out, String err) {

        String expected(String pattern) {
            assertThat(code).as(err).isZero();
            Matcher matcher = Pattern.compile(pattern).matcher(out.strip());
            assertThat(matcher.matches()).as(out).isTrue();
            return matcher.groupCount() == 0 ? "" : matcher.group(1);
        }

        void assertRefused(int expectedCode, String... told) {
            assertThat(code).as(out + err).isEqualTo(expectedCode);
            assertThat(out).isEmpty();
            assertThat(err).contains(told).doesNotContain("\tat io.hearth");
        }
    }

    private Outcome hearth(String... arguments) throws Exception {
        return hearthWithInput("", arguments);
    }

    private Outcome hearthWithInput(String input, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(Distribution.HOME.resolve("bin/hearth").toString()));
        command.addAll(List.of(arguments));
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            assertThat(process.waitFor(END.toSeconds(), TimeUnit.SECONDS))
                    .as("it should have ended")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private Outcome admin(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("admin"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--data", data.toString()));
        return hearth(all.toArray(String[]::new));
    }

    private GatewayProcess up() {
        return Distribution.gateway(data, Map.of());
    }

    /** A data directory on which a gateway has been, and is no more. */
    private void usedData() {
        up().close();
    }

    private JsonNode credentials() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(data.resolve("credentials.json")));
    }

    private static HearthClient as(URI url, String project, String user, String password) {
        return new HearthClient(new Credentials(
                url, project, Optional.empty(), Optional.of(new Login("default", user, password)), List.of()));
    }

    private static int status(HearthClient client, String path) {
        return client.exchange("GET", path, null, Map.of()).status();
    }

    @Test
    void whatIsChangedWhileNoGatewayRunsCountsOnceOneDoes() throws Exception {
        usedData();
        assertThat(data.resolve("operator.json")).doesNotExist();

        String password =
                admin("user", "add", "Anna").expected("User anna was made; the password is ([A-Za-z0-9]{24})");
        assertThat(admin("project", "add", "blue").err())
                .contains("audit who \"operator\" from 127.0.0.1 what POST /q/admin/projects object \"project blue\"");
        String project = admin("project", "add", "red").expected("Project red was made; its id is ([0-9a-f]{32})");
        admin("role", "add", "anna", "red", "developer").expected("User anna is developer in project red.");
        String key =
                admin("key", "add", "anna").expected("User anna has the access key ([A-Z0-9]{20} with the secret .*)");
        String id = key.substring(0, 20);
        String secret = key.substring(key.lastIndexOf(' ') + 1);
        assertThat(admin("role", "list", "--user", "anna").out().lines())
                .containsExactly("USER  PROJECT  ROLE", "anna  red      developer");
        assertThat(admin("key", "list", "anna").out())
                .contains(id + "  enabled")
                .doesNotContain(secret);
        assertThat(admin("user", "list").out().lines().skip(1))
                .satisfiesExactly(
                        admin -> assertThat(admin).startsWith("admin  enabled  yes"),
                        anna -> assertThat(anna).startsWith("anna   enabled  no"));
        assertThat(data.resolve("operator.json")).doesNotExist();

        try (GatewayProcess gateway = up()) {
            URI url = URI.create("http://127.0.0.1:" + gateway.port());
            String token = as(url, project, "anna", password).issueToken();
            assertThat(token).isNotBlank();
            HearthClient signing = new HearthClient(new Credentials(
                    url, project, Optional.of(new RequestSigner(id, secret)), Optional.empty(), List.of()));
            assertThat(status(signing, signing.sessions())).isEqualTo(200);
            assertThat(status(signing, "/q/admin/users")).isEqualTo(403);

            admin("key", "disable", id).expected("Access key " + id + " is disabled.");
            assertThat(status(signing, signing.sessions())).isEqualTo(401);
            admin("user", "disable", "anna").expected("User anna is disabled.");
            String operator = JsonMapper.shared()
                    .readTree(Files.readString(data.resolve("operator.json")))
                    .required("token")
                    .asString();
            admin("user", "remove", "anna").expected("User anna was removed.");
            admin("project", "remove", "red").expected("Project red was removed.");
            assertThat(admin("user", "list").out()).doesNotContain("anna");
            assertThat(String.join("\n", gateway.log()))
                    .contains("/q/admin/users")
                    .doesNotContain(password, secret, token, operator);
        }
        assertThat(data.resolve("operator.json")).doesNotExist();
    }

    @Test
    void lostCredentialsAreRecoveredWhileNoGatewayRuns() throws Exception {
        usedData();
        String lostKey = credentials().required("access_key").asString();
        Files.delete(data.resolve("credentials.json"));

        assertRecovered(admin("user", "reset-password"));
        try (GatewayProcess gateway = up()) {
            assertThat(hearth("token", "--data", data.toString()).expected("(\\S{40,})"))
                    .isNotBlank();
            assertThat(status(gateway.client(), gateway.client().sessions())).isEqualTo(200);
            // the file was lost, so nobody knew which key had been in it
            assertThat(admin("key", "list", "admin").out()).contains(lostKey);
        }
    }

    @Test
    void lostCredentialsAreRecoveredWhileAGatewayRuns() throws Exception {
        usedData();
        JsonNode lost = credentials();
        Files.delete(data.resolve("credentials.json"));
        try (GatewayProcess gateway = up()) {
            assertThat(credentials().propertyNames()).containsExactly("url", "project_id", "domain");

            assertRecovered(admin("user", "reset-password", "admin"));
            hearth("token", "--data", data.toString()).expected("\\S{40,}");
            Credentials recovered = Credentials.read(data.resolve("credentials.json"));
            assertThat(recovered.url().getPort()).isEqualTo(gateway.port());
            HearthClient client = new HearthClient(recovered);
            assertThat(status(client, client.sessions())).isEqualTo(200);

            String key = credentials().required("access_key").asString();
            assertRecovered(admin("user", "reset-password", "admin"));
            assertThat(admin("key", "list", "admin").out())
                    .doesNotContain(key)
                    .contains(lost.required("access_key").asString())
                    .contains(credentials().required("access_key").asString());
            assertThat(String.join("\n", gateway.log()))
                    .doesNotContain(
                            credentials().required("password").asString(),
                            credentials().required("secret_key").asString());
        }
        try (GatewayProcess gateway = up()) {
            assertThat(status(gateway.client(), gateway.client().sessions())).isEqualTo(200);
        }
    }

    private void assertRecovered(Outcome outcome) throws IOException {
        Path file = data.resolve("credentials.json");
        outcome.expected(
                "User admin has a new password and a new access key; " + Pattern.quote(file.toString())
                        + " has them, for its owner alone\\.(?:\\ROther access keys of admin still count: [A-Z0-9]{20}\\. .*)?");
        assertThat(credentials().propertyNames())
                .containsExactly("url", "project_id", "domain", "user", "password", "access_key", "secret_key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aPasswordComesFromTheInputAndIsNotToldAgain() throws Exception {
        usedData();
        Outcome added = hearthWithInput(
                "pass word é\n", "admin", "user", "add", "--password-stdin", "--data", data.toString(), "anna");
        added.expected("User anna was made, with the password that was given\\.");
        admin("role", "add", "anna", "default", "viewer").expected("User anna is viewer in project default.");
        try (GatewayProcess gateway = up()) {
            URI url = URI.create("http://127.0.0.1:" + gateway.port());
            as(url, "default", "anna", "pass word é").issueToken();
            String made = admin("user", "reset-password", "anna").expected("User anna has a new password: (\\S{24})");
            as(url, "default", "anna", made).issueToken();
            assertThat(credentials().required("user").asString()).isEqualTo("admin");
        }
    }

    @Test
    void whatCannotBeIsToldInASentence() throws Exception {
        admin("user", "list").assertRefused(USAGE, "There is no data directory " + data);
        assertThat(data).doesNotExist();
        usedData();
        hearth("admin").assertRefused(USAGE, "Missing required subcommand", "Usage: hearth admin");
        hearth("admin", "user", "ad", "anna").assertRefused(USAGE, "ad");
        admin("user", "add").assertRefused(USAGE, "NAME", "Usage: hearth admin user add");
        admin("user", "add", "anna", "--password", "secret").assertRefused(USAGE, "--password");
        admin("user", "list", "--config", directory.resolve("no.properties").toString())
                .assertRefused(USAGE, "no.properties");
        admin("user", "list", "-Dno.such.key=1").assertRefused(USAGE, "no.such.key");
        admin("user", "disable", "none").assertRefused(FAILED, "hearth: DLI.0023: There is no user none");
        admin("user", "remove", "admin").assertRefused(FAILED, "last system administrator");
        admin("role", "add", "admin", "default", "king").assertRefused(FAILED, "admin, developer or viewer, not king");
        admin("user", "add", "anna", "--password-stdin").assertRefused(FAILED, "no password on the standard input");
        Outcome help = hearth("admin", "--help");
        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("Usage: hearth admin", "user", "project", "role", "key", "reset-password");
        assertThat(hearth("admin", "user", "reset-password", "--help").out())
                .contains("Usage: hearth admin user reset-password", "--password-stdin", "credentials.json");
    }

    @Test
    void aGatewayThatCannotBeAskedIsToldAsOne() throws Exception {
        usedData();
        Path operator = data.resolve("operator.json");
        try (GatewayProcess gateway = up()) {
            Files.setPosixFilePermissions(operator, PosixFilePermissions.fromString("rw-r-----"));
            admin("user", "list").assertRefused(FAILED, "others than its owner may read or write " + operator);
            Files.delete(operator);
            admin("user", "list").assertRefused(FAILED, "in use by a gateway that cannot be reached");
            assertThat(status(gateway.client(), "/q/health")).isEqualTo(200);
        }
        GatewayProcess killed = up();
        killed.kill();
        assertThat(operator).exists();
        admin("user", "list").expected("(?s)NAME .*admin .*");
    }

    @Test
    void theDatabaseIsTheOneThatTheSettingsName() throws Exception {
        Files.createDirectory(data);
        String setting = "database.url=jdbc:h2:file:" + directory.resolve("elsewhere")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0";
        Path config = Files.writeString(directory.resolve("hearth.properties"), setting + "\n");
        admin("user", "add", "anna", "--config", config.toString()).expected("User anna was made.*");
        assertThat(admin("user", "list", "-D" + setting).out()).contains("admin ", "anna ");
        assertThat(directory.resolve("elsewhere.mv.db")).exists();
        assertThat(data.resolve("hearth.mv.db")).doesNotExist();
        assertThat(credentials().required("user").asString()).isEqualTo("admin");
    }
}
