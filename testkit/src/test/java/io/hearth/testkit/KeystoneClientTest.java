package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.cli.client.Credentials;
import io.hearth.cli.client.Exchange;
import io.hearth.cli.client.HearthClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A client in the manner of Keystone's own library: it logs in, reads the catalog, and calls what it found there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeystoneClientTest {

    private static final String TOKENS = "/v3/auth/tokens";

    private TestGateway gateway;
    private HearthClient anonymous;

    @BeforeAll
    void start(@TempDir Path data) {
        gateway = TestGateway.start(data);
        anonymous = new HearthClient(Credentials.none(gateway.address(), "default"));
    }

    @AfterAll
    void stop() {
        gateway.stop();
    }

    private Exchange login(String password, String scope) {
        return anonymous.exchange("POST", TOKENS, """
                {"auth": {"identity": {"methods": ["password"], "password": {"user": {"name": "admin",
                 "domain": {"name": "default"}, "password": "%s"}}}, "scope": {"project": %s}}}""".formatted(password, scope), Map.of());
    }

    private String password() {
        return gateway.credentials().login().orElseThrow().password();
    }

    private Exchange ask(String method, String path, String token, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("X-Auth-Token", token);
        return anonymous.exchange(method, path, null, headers);
    }

    private static String token(Exchange login) {
        return login.headers().firstValue("X-Subject-Token").orElseThrow();
    }

    @Test
    void logsInAndCallsWhatTheCatalogNames() {
        Exchange login = login(password(), "{\"name\": \"default\", \"domain\": {\"name\": \"default\"}}");

        assertThat(login.status()).isEqualTo(201);
        JsonNode token = login.json().path("token");
        Instant expires = Instant.parse(token.path("expires_at").asString());
        assertThat(expires).isAfter(Instant.parse(token.path("issued_at").asString()));
        assertThat(token.path("expires_at").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
        assertThat(token.at("/project/id").asString()).isEqualTo("default");
        assertThat(token.at("/user/name").asString()).isEqualTo("admin");
        assertThat(token.path("roles").findValuesAsString("name")).containsExactly("admin");
        String endpoint = token.path("catalog")
                .valueStream()
                .filter(service -> service.path("type").asString().equals("dli"))
                .map(service -> service.at("/endpoints/0/url").asString())
                .findFirst()
                .orElseThrow();
        Exchange sessions = ask("GET", URI.create(endpoint).getPath() + "/sessions", token(login), Map.of());
        assertThat(sessions.json().path("total").asInt(-1)).isZero();
    }

    @Test
    void asksWhatATokenIsGoodForAndEndsIt() {
        String token = token(login(password(), "{\"id\": \"default\"}"));
        Map<String, String> subject = Map.of("X-Subject-Token", token);

        assertThat(ask("GET", TOKENS, token, subject)
                        .json()
                        .at("/token/user/name")
                        .asString())
                .isEqualTo("admin");
        assertThat(ask("GET", "/v3/projects?name=default", token, Map.of())
                        .json()
                        .path("projects")
                        .findValuesAsString("id"))
                .containsExactly("default");
        assertThat(ask("DELETE", TOKENS, token, subject).status()).isEqualTo(204);
        assertThat(ask("GET", "/v2.0/default/sessions", token, Map.of()).status())
                .isEqualTo(401);
    }

    @Test
    void readsErrorsInKeystonesForm() {
        Exchange refused = login("wrong", "{\"id\": \"default\"}");

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.json().at("/error/code").asInt()).isEqualTo(401);
        assertThat(refused.json().at("/error/title").asString()).isEqualTo("Unauthorized");
        assertThat(refused.json().at("/error/message").asString()).isNotEmpty();
        assertThat(login(password(), "{\"id\": \"nowhere\"}").status()).isEqualTo(401);
        assertThat(anonymous
                        .exchange("POST", TOKENS, "{\"auth\": {}}", Map.of())
                        .json()
                        .at("/error/message")
                        .asString())
                .contains("auth.identity");
    }
}
