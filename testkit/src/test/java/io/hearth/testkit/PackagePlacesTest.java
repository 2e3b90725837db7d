package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.cli.client.Exchange;
import io.hearth.server.objects.ObjectStore;
import io.hearth.server.objects.S3Connection;
import io.hearth.server.objects.S3ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Packages from an S3-compatible store and from folders, and a gateway that keeps its own bytes in such a store. */
class PackagePlacesTest {

    private static final String RESOURCES = "/v2.0/default/resources";
    private static final String DIGEST = "ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73";

    @TempDir
    private Path directory;

    private S3Server server;
    private S3Connection connection;
    private TestGateway gateway;
    private Path allowed;

    @BeforeEach
    void start() throws IOException {
        server = S3Server.start(directory.resolve("s3"));
        server.makeBucket("hearth");
        server.makeBucket("theirs");
        connection = S3Connection.to(server.options());
        allowed = Files.createDirectory(directory.resolve("allowed"));
        Map<String, String> settings = new HashMap<>(server.settings());
        settings.put("objects.s3.bucket", "hearth");
        settings.put("objects.s3.prefix", "gateway");
        settings.put("packages.file.allow", allowed.toString());
        gateway = TestGateway.start(directory.resolve("data"), settings, new FakeLauncher(), Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        gateway.stop();
        connection.close();
        server.close();
    }

    private Exchange upload(String path) {
        return gateway.client()
                .exchange(
                        "POST",
                        RESOURCES,
                        JsonMapper.shared().writeValueAsString(Map.of("paths", List.of(path), "kind", "jar")),
                        Map.of());
    }

    private void refused(String path, String code, String why) {
        Exchange exchange = upload(path);
        assertThat(exchange.status()).as(exchange.body()).isEqualTo(400);
        assertThat(exchange.body())
                .contains(code)
                .contains(why)
                .doesNotContain("root:")
                .doesNotContain("test-secret-key");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3", "s3a", "obs"})
    void objectsAreFetchedAndKeptByTheirDigest(String scheme) throws IOException {
        new S3ObjectStore(connection, "theirs", "").put("lib/a-1.jar", bytes("content"));
        assertThat(upload(scheme + "://theirs/lib/a-1.jar").status()).isEqualTo(200);

        assertThat(gateway.client()
                        .exchange("GET", RESOURCES + "/a-1.jar", null, Map.of())
                        .body())
                .contains(DIGEST);
        ObjectStore own = new S3ObjectStore(connection, "hearth", "gateway");
        try (InputStream kept = own.open("contents/ed/" + DIGEST).orElseThrow()) {
            assertThat(kept.readAllBytes()).isEqualTo(bytes("content"));
        }
        assertThat(directory.resolve("data").resolve("objects")).doesNotExist();
    }

    @Test
    void objectsThatAreNotThereAreNamed() {
        refused("s3://theirs/none.jar", "DLI.0002", "s3://theirs/none.jar");
        refused("s3://no-such-bucket/none.jar", "DLI.0002", "s3://no-such-bucket/none.jar");
    }

    @Test
    void nobodyFetchesWhatTheGatewayKeepsForAll() throws IOException {
        new S3ObjectStore(connection, "hearth", "gateway").put("logs/x/stdout-0", bytes("a secret"));
        new S3ObjectStore(connection, "hearth", "").put("beside/a.jar", bytes("content"));

        refused("s3://hearth/gateway/logs/x/stdout-0", "DLI.0011", "its own objects");
        refused("s3://hearth/gateway%2Flogs/x/stdout-0", "DLI.0011", "its own objects");
        assertThat(upload("s3://hearth/beside/a.jar").status()).isEqualTo(200);
    }

    @Test
    void aStoreOutOfReachIsSaidAndNothingIsMade() throws IOException {
        Files.writeString(allowed.resolve("a.jar"), "content");
        server.close();
        Exchange put = gateway.client().exchange("PUT", RESOURCES + "/b.jar?kind=jar", "x", Map.of());
        Exchange posted = upload("file://" + allowed + "/a.jar");

        assertThat(List.of(put.status(), posted.status())).containsExactly(503, 503);
        assertThat(put.body()).contains("DLI.0999").contains("object store");
        assertThat(gateway.client().exchange("GET", RESOURCES, null, Map.of()).body())
                .contains("\"total\":0");
        server = S3Server.start(directory.resolve("s3"));
    }

    @Test
    void filesComeFromAllowedFoldersOnly() throws IOException {
        Files.writeString(Files.createDirectory(allowed.resolve("sub")).resolve("a.jar"), "content");
        Path outside = Files.writeString(directory.resolve("outside.jar"), "root: secret");
        Files.createSymbolicLink(allowed.resolve("link.jar"), outside);
        Files.createSymbolicLink(allowed.resolve("folder"), directory);

        assertThat(upload("file://" + allowed + "/sub/a.jar").status()).isEqualTo(200);
        assertThat(upload("file:" + allowed + "/sub/a.jar").status()).isEqualTo(200);
        refused("file://" + allowed + "/none.jar", "DLI.0002", "no such file");
        refused("file://" + outside, "DLI.0011", "packages.file.allow");
        refused("file:///etc/passwd", "DLI.0011", "packages.file.allow");
        refused("file://" + allowed + "/link.jar", "DLI.0011", "symbolic links");
        refused("file://" + allowed + "/folder/outside.jar", "DLI.0011", "symbolic links");
        refused("file://" + allowed + "/../outside.jar", "DLI.0011", "packages.file.allow");
        refused("file://" + allowed + "/%2e%2e/outside.jar", "DLI.0011", "packages.file.allow");
        refused("file://" + allowed + "/sub", "DLI.0011", "packages.file.allow");
        refused("file://" + allowed + "/sub%00/a.jar", "DLI.0011", "packages.file.allow");
    }
}
