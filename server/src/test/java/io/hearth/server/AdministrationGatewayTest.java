package io.hearth.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.server.config.SettingSources;
import io.hearth.server.config.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What answers while no gateway runs. */
class AdministrationGatewayTest {

    private static final String TOKEN = "a token that is long enough to be one";

    @TempDir
    Path data;

    private final HttpClient client = HttpClient.newHttpClient();

    private HttpResponse<String> get(URI address, String path, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .header("X-Auth-Token", token)
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private Settings settings() {
        return Settings.load(
                SettingSources.ofArguments(Map.of("data.directory", data.toString(), "server.port", "8099")));
    }

    @Test
    void itAdministersAndDoesNothingElse() throws Exception {
        try (AdministrationGateway gateway = AdministrationGateway.start(settings(), TOKEN)) {
            URI address = gateway.address();
            assertThat(address.getHost()).isEqualTo("127.0.0.1");
            assertThat(get(address, "/q/health", "").statusCode()).isEqualTo(200);
            assertThat(get(address, "/q/admin/users", TOKEN).body()).contains("\"name\":\"admin\"");
            assertThat(get(address, "/q/admin/users", "another").statusCode()).isEqualTo(401);
            assertThat(get(address, "/q/admin/gateway", TOKEN).body())
                    .isEqualTo("{\"url\":\"http://127.0.0.1:8099\",\"project_id\":\"default\",\"domain\":\"default\"}");
            for (String path :
                    List.of("/v2.0/default/sessions", "/v3/projects", "/v3/auth/tokens", "/q/metrics", "/q/openapi")) {
                assertThat(get(address, path, TOKEN).statusCode()).as(path).isEqualTo(404);
            }
        }
        assertThat(data.resolve("operator.json")).doesNotExist();
    }

    @Test
    void onDataThatIsNewItMakesTheFirstUserAsAnyStartDoes() throws Exception {
        AdministrationGateway.start(settings(), TOKEN).close();
        String credentials = Files.readString(data.resolve("credentials.json"));
        assertThat(credentials).contains("\"url\":\"http://127.0.0.1:8099\"", "\"user\":\"admin\"", "\"secret_key\":");

        AdministrationGateway.start(settings(), TOKEN).close();
        assertThat(data.resolve("credentials.json")).hasContent(credentials);
    }
}
