package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.cli.Main;
import io.hearth.cli.client.Credentials;
import io.hearth.cli.client.HearthClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code hearth admin} against a gateway that runs. */
class AdminCommandTest {

    @TempDir
    Path data;

    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(data);
    }

    @AfterEach
    void stop() {
        gateway.stop();
    }

    /** What a command ended with. */
    private record Outcome(int code, String out, String err) {}

    private Outcome run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("admin"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--data", data.toString()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commands = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int code = commands.execute(all.toArray(String[]::new));
        return new Outcome(code, out.toString(), err.toString());
    }

    private String out(String... arguments) {
        Outcome outcome = run(arguments);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err()).isEmpty();
        return outcome.out().strip();
    }

    private void assertRefused(String told, String... arguments) {
        Outcome outcome = run(arguments);
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err().strip()).startsWith("hearth: ").contains(told).hasLineCount(1);
    }

    private JsonNode credentials() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(data.resolve("credentials.json")));
    }

    @Test
    void listsAreAligned() {
        out("project", "add", "a.project_of-ours");
        out("user", "add", "anna", "--system-admin");
        out("role", "add", "Anna", "a.project_of-ours", "viewer");
        out("role", "add", "anna", "a.project_of-ours", "developer");

        assertThat(out("role", "list").lines())
                .containsExactly(
                        "USER   PROJECT            ROLE",
                        "admin  default            admin",
                        "anna   a.project_of-ours  developer");
        assertThat(out("role", "list", "--project", "default").lines()).hasSize(2);
        assertThat(out("user", "list").lines())
                .element(2)
                .asString()
                .matches("anna   enabled  yes           yes       \\d{4}-.*Z");
        assertThat(out("project", "list")).contains("default            default");
    }

    @Test
    void whatIsDisabledIsShownSoUntilItIsEnabled() {
        out("user", "add", "anna");
        out("project", "add", "red");
        String key = out("key", "add", "anna").replaceFirst(".*access key (\\S+) .*", "$1");
        out("user", "disable", "anna");
        out("project", "disable", "red");
        out("key", "disable", key);
        assertThat(out("user", "list")).contains("anna   disabled");
        assertThat(out("project", "list")).contains("disabled");
        assertThat(out("key", "list", "anna")).contains(key + "  disabled");

        out("user", "enable", "anna");
        out("project", "enable", "red");
        out("key", "enable", key);
        assertThat(out("user", "list") + out("project", "list") + out("key", "list", "anna"))
                .doesNotContain("disabled");
        assertThat(out("key", "remove", key)).isEqualTo("Access key " + key + " was removed.");
        assertThat(out("key", "list", "anna").lines()).hasSize(1);
        out("role", "add", "anna", "red", "viewer");
        assertThat(out("role", "remove", "anna", "red")).isEqualTo("User anna has no role in project red any more.");
    }

    @Test
    void refusalsOfTheGatewayAreToldInALine() {
        assertRefused("DLI.0023: There is no user none", "user", "remove", "none");
        assertRefused("DLI.0001: a/../b is not a user name", "user", "add", "a/../b");
        assertRefused("DLI.0023: There is no project a b?c", "project", "disable", "a b?c");
        assertRefused("DLI.0006", "user", "add", "admin");
        assertRefused("DLI.0007", "user", "disable", "admin");
    }

    @Test
    void aFileThatNamesTheUserIsWrittenAnewAndItsKeyIsReplaced() throws IOException {
        JsonNode before = credentials();

        assertThat(out("user", "reset-password"))
                .isEqualTo("User admin has a new password and a new access key; " + data.resolve("credentials.json")
                        + " has them, for its owner alone.");

        JsonNode after = credentials();
        for (String field : List.of("url", "project_id", "domain", "user")) {
            assertThat(after.required(field)).as(field).isEqualTo(before.required(field));
        }
        for (String field : List.of("password", "access_key", "secret_key")) {
            assertThat(after.required(field)).as(field).isNotEqualTo(before.required(field));
        }
        HearthClient client = new HearthClient(Credentials.read(data.resolve("credentials.json")));
        assertThat(client.issueToken()).isNotBlank();
        assertThat(client.exchange("GET", client.sessions(), null, Map.of()).status())
                .isEqualTo(200);
        assertThat(out("key", "list", "admin"))
                .contains(after.required("access_key").asString())
                .doesNotContain(before.required("access_key").asString());
    }

    @Test
    void aLostFileIsOnlyForASystemAdministrator() throws IOException {
        out("user", "add", "anna");
        out("user", "add", "boss", "--system-admin");
        Files.writeString(data.resolve("credentials.json"), "{\"url\": ");
        assertThat(out("user", "reset-password", "anna")).matches("User anna has a new password: \\S{24}");
        assertThat(Files.readString(data.resolve("credentials.json"))).isEqualTo("{\"url\": ");

        Files.delete(data.resolve("credentials.json"));
        assertThat(out("user", "reset-password", "Boss")).startsWith("User boss has a new password and");
        assertThat(credentials().required("user").asString()).isEqualTo("boss");
        assertThat(out("user", "reset-password", "admin")).matches("User admin has a new password: \\S{24}");
        assertThat(credentials().required("user").asString()).isEqualTo("boss");
    }

    @Test
    void anOperatorsFileThatOthersCanReadIsRefused() throws IOException {
        Path file = data.resolve("operator.json");
        for (String permissions : List.of("rw-r-----", "rw----r--", "rw--w----")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
            assertRefused("others than its owner may read or write " + file, "user", "list");
        }
    }
}
