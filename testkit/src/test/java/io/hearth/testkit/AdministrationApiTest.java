package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.cli.client.Exchange;
import io.hearth.cli.client.HearthClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The calls below {@code /q/admin}: what they do, and whom they refuse. Every exchange is held to the contract. */
class AdministrationApiTest {

    private static final List<String[]> CALLS = List.of(
            new String[] {"GET", "/q/admin/gateway"},
            new String[] {"GET", "/q/admin/users"},
            new String[] {"POST", "/q/admin/users"},
            new String[] {"GET", "/q/admin/users/admin"},
            new String[] {"DELETE", "/q/admin/users/admin"},
            new String[] {"POST", "/q/admin/users/admin/disable"},
            new String[] {"POST", "/q/admin/users/admin/enable"},
            new String[] {"POST", "/q/admin/users/admin/reset-password"},
            new String[] {"GET", "/q/admin/projects"},
            new String[] {"POST", "/q/admin/projects"},
            new String[] {"GET", "/q/admin/projects/default"},
            new String[] {"DELETE", "/q/admin/projects/default"},
            new String[] {"POST", "/q/admin/projects/default/disable"},
            new String[] {"POST", "/q/admin/projects/default/enable"},
            new String[] {"GET", "/q/admin/roles"},
            new String[] {"POST", "/q/admin/roles"},
            new String[] {"DELETE", "/q/admin/roles?user=admin&project=default"},
            new String[] {"GET", "/q/admin/keys?user=admin"},
            new String[] {"POST", "/q/admin/keys"},
            new String[] {"DELETE", "/q/admin/keys/X"},
            new String[] {"POST", "/q/admin/keys/X/disable"},
            new String[] {"POST", "/q/admin/keys/X/enable"});

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

    /** As the first user, who signs. */
    private Exchange call(String method, String path, @Nullable String body) {
        return gateway.client().exchange(method, path, body, Map.of());
    }

    private Exchange call(String method, String path) {
        return call(method, path, null);
    }

    private JsonNode json(String method, String path, @Nullable String body) {
        Exchange answer = call(method, path, body);
        assertThat(answer.status()).as(answer.body()).isIn(200, 201);
        return answer.json();
    }

    private void done(String method, String path) {
        Exchange answer = call(method, path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
    }

    private static void assertRefused(Exchange answer, int status, String code, String... told) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().propertyNames()).containsExactly("error_code", "error_msg");
        assertThat(answer.json().required("error_code").asString()).isEqualTo(code);
        String message = answer.json().required("error_msg").asString();
        assertThat(List.of(told)).allSatisfy(text -> assertThat(message).contains(text));
    }

    private Exchange login(String user, String password, String project) {
        return new HearthClient(gateway.credentials())
                .exchange("POST", "/v3/auth/tokens", """
                {"auth": {"identity": {"methods": ["password"],
                  "password": {"user": {"name": "%s", "password": "%s", "domain": {"name": "default"}}}},
                  "scope": {"project": {"name": "%s"}}}}""".formatted(user, password, project), Map.of());
    }

    private static String token(Exchange login) {
        assertThat(login.status()).as(login.body()).isEqualTo(201);
        return login.headers().firstValue("X-Subject-Token").orElseThrow();
    }

    private String operatorToken() throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readString(data.resolve("operator.json")))
                .required("token")
                .asString();
    }

    @Test
    void aUserIsAddedCallsIsShutOutAndIsRemoved() {
        JsonNode anna = json("POST", "/q/admin/users", "{\"name\": \"Anna\"}");
        assertThat(anna.required("name").asString()).isEqualTo("anna");
        assertThat(anna.required("system_admin").asBoolean()).isFalse();
        assertThat(anna.required("has_password").asBoolean()).isTrue();
        String made = anna.required("password").asString();
        assertThat(made).matches("[A-Za-z0-9]{24}");

        json("POST", "/q/admin/roles", "{\"user\": \"anna\", \"project\": \"default\", \"role\": \"viewer\"}");
        String token = token(login("anna", made, "default"));
        assertThat(json("GET", "/q/admin/users", null).required("users").findValuesAsString("name"))
                .containsExactly("admin", "anna");
        assertThat(json("GET", "/q/admin/users/ANNA", null).required("enabled").asBoolean())
                .isTrue();

        done("POST", "/q/admin/users/anna/disable");
        assertThat(withToken("GET", gateway.client().sessions(), token).status())
                .isEqualTo(401);
        assertThat(json("GET", "/q/admin/users/anna", null).required("enabled").asBoolean())
                .isFalse();
        done("POST", "/q/admin/users/anna/enable");
        JsonNode chosen = json("POST", "/q/admin/users/anna/reset-password", "{\"password\": \"a b\\u00e9\"}");
        assertThat(chosen.required("password").isNull()).isTrue();
        assertThat(login("anna", made, "default").status()).isEqualTo(401);
        token(login("anna", "a b\u00e9", "default"));
        String second = json("POST", "/q/admin/users/anna/reset-password", null)
                .required("password")
                .asString();
        token(login("anna", second, "default"));

        done("DELETE", "/q/admin/users/anna");
        assertRefused(call("GET", "/q/admin/users/anna"), 404, "DLI.0023", "There is no user anna");
        assertThat(login("anna", second, "default").status()).isEqualTo(401);
    }

    @Test
    void aProjectIsAddedHasRolesAndIsRemoved() {
        JsonNode red = json("POST", "/q/admin/projects", "{\"name\": \"red\"}");
        String id = red.required("id").asString();
        json("POST", "/q/admin/users", "{\"name\": \"anna\", \"password\": \"secret\"}");
        JsonNode role =
                json("POST", "/q/admin/roles", "{\"user\": \"anna\", \"project\": \"red\", \"role\": \"developer\"}");
        assertThat(role.required("project_id").asString()).isEqualTo(id);
        token(login("anna", "secret", "red"));

        String byId = "/q/admin/roles?project=" + id;
        assertThat(json("GET", byId, null).required("roles").findValuesAsString("user"))
                .containsExactly("anna");
        assertThat(json("GET", "/q/admin/roles?user=admin", null)
                        .required("roles")
                        .findValuesAsString("project"))
                .containsExactly("default");
        assertThat(json("GET", "/q/admin/roles?user=admin&project=red", null).required("roles"))
                .isEmpty();
        assertThat(json("GET", "/q/admin/roles", null).required("roles")).hasSize(2);

        done("POST", "/q/admin/projects/red/disable");
        assertThat(login("anna", "secret", "red").status()).isEqualTo(401);
        done("POST", "/q/admin/projects/" + id + "/enable");
        done("DELETE", "/q/admin/roles?user=anna&project=red");
        assertRefused(call("DELETE", "/q/admin/roles?user=anna&project=red"), 404, "DLI.0023", "anna", "red");
        done("DELETE", "/q/admin/projects/red");
        assertThat(json("GET", "/q/admin/projects", null).required("projects").findValuesAsString("id"))
                .containsExactly("default");
    }

    @Test
    void theSecretOfAnAccessKeyIsToldOnce() {
        JsonNode key = json("POST", "/q/admin/keys", "{\"user\": \"admin\"}");
        String id = key.required("access_key").asString();
        assertThat(key.required("secret_key").asString()).hasSize(40);

        Exchange list = call("GET", "/q/admin/keys?user=admin");
        assertThat(list.json().required("keys").findValuesAsString("access_key"))
                .hasSize(2)
                .contains(id);
        assertThat(list.body()).doesNotContain(key.required("secret_key").asString());
        done("POST", "/q/admin/keys/" + id + "/disable");
        assertThat(call("GET", "/q/admin/keys?user=admin")
                        .json()
                        .at("/keys/1/enabled")
                        .asBoolean())
                .isFalse();
        done("POST", "/q/admin/keys/" + id + "/enable");
        done("DELETE", "/q/admin/keys/" + id);
        assertRefused(call("DELETE", "/q/admin/keys/" + id), 404, "DLI.0023", id);
    }

    @Test
    void whatCannotBeIsRefusedInTheFormOfTheContract() {
        String users = "/q/admin/users";
        assertRefused(call("POST", users, "{}"), 400, "DLI.0001", "name is required");
        assertRefused(call("POST", users, "{\"name\": 7}"), 400, "DLI.0001", "name must be a string");
        assertRefused(call("POST", users, "{\"name\": \"a b\"}"), 400, "DLI.0001", "a b is not a user name");
        assertRefused(
                call("POST", users, "{\"name\": \"a\", \"system_admin\": \"yes\"}"),
                400,
                "DLI.0001",
                "system_admin must be a boolean, not the string yes");
        assertRefused(
                call("POST", users, "{\"name\": \"a\", \"password\": \"\"}"), 400, "DLI.0001", "1 to 1024 characters");
        assertRefused(call("POST", users, "[]"), 400, "DLI.0001", "array");
        assertRefused(call("POST", users, "{\"name\": \"ADMIN\"}"), 400, "DLI.0006", "a user admin already");
        assertRefused(call("DELETE", users + "/admin"), 400, "DLI.0007", "last system administrator");
        assertRefused(call("POST", users + "/admin/disable"), 400, "DLI.0007", "last system administrator");
        assertRefused(call("POST", users + "/none/reset-password"), 404, "DLI.0023", "There is no user none");
        assertRefused(call("PUT", users, "{}"), 405, "DLI.0007", "GET, HEAD, POST");

        String projects = "/q/admin/projects";
        assertRefused(call("POST", projects, "{\"name\": \"default\"}"), 400, "DLI.0006", "a project default already");
        assertRefused(call("POST", projects, "{\"name\": \"-\"}"), 400, "DLI.0001", "- is not a project name");
        assertRefused(call("DELETE", projects + "/default"), 400, "DLI.0007", "has queues or sessions");
        assertRefused(call("POST", projects + "/none/disable"), 404, "DLI.0023", "There is no project none");

        String roles = "/q/admin/roles";
        assertRefused(
                call("POST", roles, "{\"user\": \"admin\", \"project\": \"default\", \"role\": \"king\"}"),
                400,
                "DLI.0001",
                "role must be admin, developer or viewer, not king");
        assertRefused(call("POST", roles, "{\"user\": \"admin\"}"), 400, "DLI.0001", "project is required");
        assertRefused(call("DELETE", roles + "?user=admin"), 400, "DLI.0001", "project is required");
        assertRefused(call("GET", roles + "?user=none"), 404, "DLI.0023", "none");

        String keys = "/q/admin/keys";
        assertRefused(call("GET", keys), 400, "DLI.0001", "user is required");
        assertRefused(call("POST", keys, "{\"user\": \"none\"}"), 404, "DLI.0023", "none");
        for (int i = 1; i < 20; i++) {
            json("POST", keys, "{\"user\": \"admin\"}");
        }
        assertRefused(call("POST", keys, "{\"user\": \"admin\"}"), 400, "DLI.0009", "20 access keys");
    }

    @Test
    void fieldsThatNobodyKnowsArePassedOver() {
        assertThat(json("POST", "/q/admin/users", "{\"name\": \"anna\", \"colour\": \"red\", \"password\": null}")
                        .required("password")
                        .asString())
                .hasSize(24);
    }

    @Test
    void onlySystemAdministratorsAdminister() {
        json("POST", "/q/admin/users", "{\"name\": \"anna\", \"password\": \"secret\"}");
        for (String role : List.of("viewer", "developer", "admin")) {
            json(
                    "POST",
                    "/q/admin/roles",
                    "{\"user\": \"anna\", \"project\": \"default\", \"role\": \"%s\"}".formatted(role));
            String token = token(login("anna", "secret", "default"));
            for (String[] call : CALLS) {
                assertRefused(withToken(call[0], call[1], token), 403, "DLI.0016", "Only a system administrator");
            }
        }
        for (String[] call : CALLS) {
            assertRefused(withToken(call[0], call[1], "nobody's"), 401, "DLI.0013");
        }
    }

    private Exchange withToken(String method, String path, String token) {
        return gateway.client().exchange(method, path, null, Map.of("X-Auth-Token", token));
    }

    @Test
    void theOperatorAdministersAndDoesNothingElse() throws IOException {
        Path file = data.resolve("operator.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        JsonNode content = JsonMapper.shared().readTree(Files.readString(file));
        assertThat(content.propertyNames()).containsExactly("url", "token");
        assertThat(content.required("url").asString())
                .isEqualTo(gateway.address().toString());
        String token = operatorToken();
        assertThat(token).hasSizeGreaterThan(40);

        Exchange known = withToken("GET", "/q/admin/gateway", token);
        assertThat(known.json()).isEqualTo(JsonMapper.shared().readTree("""
                        {"url": "%s", "project_id": "default", "domain": "default"}""".formatted(gateway.address())));
        assertThat(withToken("GET", "/q/admin/users", token).status()).isEqualTo(200);

        String session = gateway.client().sessions() + "/f28a0d0c-0a37-4bd4-8d1d-1416031e5151";
        for (String path : List.of(
                gateway.client().sessions(), session, session + "/log", session + "/statements", "/q/metrics")) {
            assertRefused(withToken("GET", path, token), 401, "DLI.0013", "The token is unknown");
        }
        assertRefused(withToken("POST", gateway.client().sessions(), token), 401, "DLI.0013");
        assertThat(withToken("GET", "/v3/projects", token).status()).isEqualTo(401);
        assertThat(gateway.client()
                        .exchange(
                                "GET", "/v3/auth/tokens", null, Map.of("X-Auth-Token", token, "X-Subject-Token", token))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void theOperatorsTokenIsOfOneRun() throws IOException {
        String first = operatorToken();
        gateway.stop();
        assertThat(data.resolve("operator.json")).doesNotExist();

        gateway = TestGateway.start(data);
        assertThat(operatorToken()).isNotEqualTo(first);
        assertRefused(withToken("GET", "/q/admin/users", first), 401, "DLI.0013");
    }
}
