package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.cli.client.Credentials;
import io.hearth.cli.client.Exchange;
import io.hearth.cli.client.HearthClient;
import io.hearth.server.auth.UserAdministration.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The life of packages and groups, over HTTP. */
class PackagesTest {

    private static final String RESOURCES = "/v2.0/default/resources";
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private OddServer web;
    private TestGateway gateway;

    Map<String, String> settings() {
        return Map.of();
    }

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(directory.resolve("data"));
        web = new OddServer();
        gateway = startGateway(Map.of());
    }

    private TestGateway startGateway(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(settings());
        all.put("packages.fetch.allow", web.place());
        all.putAll(more);
        return TestGateway.start(directory.resolve("data"), all, new FakeLauncher(), Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        gateway.stop();
        web.close();
    }

    private static Exchange call(HearthClient client, String method, String path, Map<String, ?> body) {
        return client.exchange(
                method, path, body.isEmpty() ? null : JsonMapper.shared().writeValueAsString(body), Map.of());
    }

    private Exchange post(String path, Map<String, ?> body) {
        return call(gateway.client(), "POST", RESOURCES + path, body);
    }

    private Exchange get(String path) {
        return call(gateway.client(), "GET", RESOURCES + path, Map.of());
    }

    private Exchange delete(String path) {
        return call(gateway.client(), "DELETE", RESOURCES + path, Map.of());
    }

    private HearthClient user(String name, String project, String role) {
        gateway.administration().users().create(name, "correct horse", Standing.ORDINARY);
        gateway.administration().projects().grant(name, project, role);
        return new HearthClient(new Credentials(
                gateway.address(),
                "default",
                Optional.of(gateway.signerOf(name)),
                Optional.of(new Credentials.Login("default", name, "correct horse")),
                List.of()));
    }

    private JsonNode awaitStatus(String path, String status) {
        await().atMost(SOON)
                .until(() -> get(path).json().path("status").asString().equals(status));
        return get(path).json();
    }

    private static void refused(Exchange exchange, int status, String code) {
        assertThat(exchange.status()).as(exchange.body()).isEqualTo(status);
        assertThat(exchange.json().path("error_code").asString()).isEqualTo(code);
    }

    private long spooled() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("data").resolve("spool"))) {
            return files.count();
        }
    }

    @Test
    void aPackageThatWasFetchedCanBeSeenAtOnce() throws IOException {
        web.serve("/lib/one.jar", "content");
        Exchange posted = post("", Map.of("paths", List.of(web.url("/lib/one.jar?signature=s3cret")), "kind", "jar"));
        assertThat(posted.body()).isEqualTo("{\"resource_names\":[\"one.jar\"]}");

        JsonNode shown = get("/one.jar").json();
        assertThat(shown.path("status").asString()).isEqualTo("READY");
        assertThat(shown.path("resource_type").asString()).isEqualTo("jar");
        assertThat(shown.path("owner").asString()).isEqualTo("admin");
        assertThat(shown.path("underlying_name").asString())
                .isEqualTo("ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73_one.jar");
        assertThat(get("").json().path("total").asInt()).isEqualTo(1);
        assertThat(get("").json().path("modules").isArray()).isTrue();
        assertThat(get("").json().path("groups").isArray()).isTrue();
        assertThat(spooled()).isZero();

        Exchange deleted = delete("/one.jar");
        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.body()).isEmpty();
        refused(delete("/one.jar"), 404, "DLI.0023");
        refused(get("/one.jar"), 404, "DLI.0023");
    }

    @Test
    void aGroupComesWithItsFirstPackageAndGoesWithItsLast() {
        web.serve("/one.jar", "1");
        web.serve("/two.py", "2");
        JsonNode group = post("/jars", Map.of("paths", List.of(web.url("/one.jar")), "group", "lib"))
                .json();
        assertThat(group.path("group_name").asString()).isEqualTo("lib");
        assertThat(group.path("status").asString()).isEqualTo("READY");
        post("/pyfiles", Map.of("paths", List.of(web.url("/two.py")), "group", "lib"));
        group = get("?group=lib").json().path("groups").path(0);
        assertThat(group.path("resources").toString()).isEqualTo("[\"one.jar\",\"two.py\"]");
        assertThat(group.path("details").path(1).path("resource_type").asString())
                .isEqualTo("pyFile");
        assertThat(get("").json().path("resources").isEmpty()).isTrue();

        assertThat(get("/lib/one.jar").body())
                .isEqualTo(get("/one.jar?group=lib").body());
        refused(get("/one.jar"), 404, "DLI.0023");
        assertThat(delete("/lib/one.jar").status()).isEqualTo(200);
        assertThat(delete("/two.py?group=lib").status()).isEqualTo(200);
        assertThat(get("").json().path("groups").isEmpty()).isTrue();
    }

    @Test
    void listsAreFiltered() {
        web.serve("/a.jar", "1");
        web.serve("/b.py", "2");
        List<Map<String, String>> tags = List.of(Map.of("key", "team", "value", "x"), Map.of("key", "k", "value", "v"));
        post("", Map.of("paths", List.of(web.url("/a.jar")), "kind", "jar", "tags", tags));
        post("", Map.of("paths", List.of(web.url("/b.py")), "kind", "pyFile", "group", "g"));

        assertThat(get("?kind=jar").json().path("total").asInt()).isEqualTo(1);
        assertThat(get("?kind=pyFile").json().path("groups").size()).isEqualTo(1);
        assertThat(get("?kind=file").json().path("total").asInt()).isZero();
        assertThat(get("?tags=team%3Dx,k=v").json().path("total").asInt()).isEqualTo(1);
        assertThat(get("?tags=team=y").json().path("total").asInt()).isZero();
        refused(get("?kind=exe"), 400, "DLI.0001");
        refused(get("?tags=team"), 400, "DLI.0001");
    }

    @Test
    void anUploadReplacesContentAndKind() {
        web.serve("/a", "1");
        post("", Map.of("paths", List.of(web.url("/a")), "kind", "jar"));
        String before = get("/a").json().path("underlying_name").asString();
        web.serve("/a", "2");
        post("", Map.of("paths", List.of(web.url("/a")), "kind", "file"));

        JsonNode after = get("/a").json();
        assertThat(after.path("resource_type").asString()).isEqualTo("file");
        assertThat(after.path("underlying_name").asString()).isNotEqualTo(before);
        assertThat(get("").json().path("total").asInt()).isEqualTo(1);
    }

    @Test
    void ofOneCallAllAreThereOrNone() throws IOException {
        web.serve("/good.jar", "1");
        Exchange failed =
                post("", Map.of("paths", List.of(web.url("/good.jar"), web.url("/gone.jar?k=s3cret")), "kind", "jar"));
        refused(failed, 400, "DLI.0002");
        assertThat(failed.body()).contains(web.url("/gone.jar")).contains("404").doesNotContain("s3cret");
        refused(get("/good.jar"), 404, "DLI.0023");
        assertThat(spooled()).isZero();
    }

    @Test
    void twoPathsOfOneNameAreNamed() {
        Exchange refused = post("", Map.of("paths", List.of(web.url("/x/a.jar"), web.url("/y/a.jar")), "kind", "jar"));
        refused(refused, 400, "DLI.0001");
        assertThat(refused.body()).contains("/x/a.jar").contains("/y/a.jar");
        assertThat(web.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/.hidden",
                "/a%2Fb.jar",
                "/..%2F..%2Fetc",
                "/%2e%2e",
                "/a%20b",
                "/é.jar",
                "/%E4%B8%AD.jar",
                "/a%00",
                "/owner",
                "/jars",
                "/pyfiles",
                "/files",
                "/x/.",
                "/a;b",
                "/a%ff"
            })
    void namesThatAPathDoesNotGiveAreRefusedBeforeAnythingIsFetched(String path) {
        Exchange refused = post("", Map.of("paths", List.of(web.url(path)), "kind", "jar"));
        refused(refused, 400, "DLI.0001");
        assertThat(refused.body()).contains("paths[0]");
        assertThat(web.requests()).isEmpty();
    }

    @Test
    void aNameHas128Characters() {
        String longest = "a".repeat(124) + ".jar";
        web.serve("/" + longest, "1");
        web.serve("/a" + longest, "1");
        assertThat(post("", Map.of("paths", List.of(web.url("/" + longest)), "kind", "jar"))
                        .status())
                .isEqualTo(200);
        refused(post("", Map.of("paths", List.of(web.url("/a" + longest)), "kind", "jar")), 400, "DLI.0001");
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "a/b", "a b", "é"})
    void groupsHaveNamesOfTheirForm(String group) {
        refused(post("", Map.of("paths", List.of(web.url("/a")), "kind", "jar", "group", group)), 400, "DLI.0001");
    }

    @Test
    void whatIsNotWaitedForIsUploadingAndThenReady() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        web.on("/slow.jar", output -> {
            go.await();
            OddServer.head(output, "200 OK", "Content-Length: 1");
            output.write('x');
        });
        Map<String, ?> request =
                Map.of("paths", List.of(web.url("/slow.jar")), "kind", "jar", "group", "g", "is_async", "true");
        JsonNode group = post("", request).json();
        assertThat(group.path("status").asString()).isEqualTo("UPLOADING");
        assertThat(group.path("is_async").asBoolean()).isTrue();
        assertThat(get("/g/slow.jar").json().path("underlying_name").isNull()).isTrue();

        go.countDown();
        awaitStatus("/g/slow.jar", "READY");
        assertThat(get("").json().path("groups").path(0).path("status").asString())
                .isEqualTo("READY");
    }

    @Test
    void whatCannotBeFetchedIsFailedAndSaysWhy() {
        post(
                "",
                Map.of("paths", List.of(web.url("/gone.jar?k=s3cret")), "kind", "jar", "group", "g", "is_async", true));

        JsonNode failed = awaitStatus("/g/gone.jar", "FAILED");
        assertThat(failed.path("reason").asString())
                .contains(web.url("/gone.jar"))
                .contains("404")
                .doesNotContain("s3cret");
        assertThat(get("").json().path("groups").path(0).path("status").asString())
                .isEqualTo("FAILED");
    }

    @Test
    void aReplacementThatFailsLeavesWhatWasThere() {
        web.serve("/a.jar", "1");
        post("", Map.of("paths", List.of(web.url("/a.jar")), "kind", "jar"));
        JsonNode before = get("/a.jar").json();
        CountDownLatch go = new CountDownLatch(1);
        web.on("/a.jar", output -> {
            go.await();
            OddServer.head(output, "404 Not Found", "Content-Length: 0");
        });
        post("", Map.of("paths", List.of(web.url("/a.jar")), "kind", "file", "is_async", true));
        assertThat(get("/a.jar").json().path("status").asString()).isEqualTo("UPLOADING");
        go.countDown();

        JsonNode after = awaitStatus("/a.jar", "READY");
        assertThat(after.path("underlying_name")).isEqualTo(before.path("underlying_name"));
        assertThat(after.path("resource_type").asString()).isEqualTo("jar");
        assertThat(after.path("reason").asString()).contains("404");
    }

    @Test
    void aReplacementOrADeleteDuringAnUploadWins() {
        CountDownLatch go = new CountDownLatch(1);
        for (String name : List.of("/replaced", "/deleted")) {
            web.on(name, output -> {
                go.await();
                OddServer.head(output, "200 OK", "Content-Length: 1");
                output.write('x');
            });
            post("", Map.of("paths", List.of(web.url(name)), "kind", "file", "is_async", true));
        }
        await().atMost(SOON).until(() -> web.count("/replaced") == 1 && web.count("/deleted") == 1);
        assertThat(delete("/deleted").status()).isEqualTo(200);
        web.serve("/other/replaced", "the later one");
        post("", Map.of("paths", List.of(web.url("/other/replaced")), "kind", "file"));
        String replaced = get("/replaced").body();
        go.countDown();

        await().atMost(SOON)
                .until(() -> gateway.client()
                        .exchange("GET", "/q/metrics", null, Map.of())
                        .body()
                        .contains("hearth_packages_total{outcome=\"superseded\",way=\"fetch\"} 2.0"));
        assertThat(get("/replaced").body()).isEqualTo(replaced);
        refused(get("/deleted"), 404, "DLI.0023");
    }

    @Test
    void anUploadThatAKilledGatewayLeftGoesOn() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        web.on("/a.jar", output -> never.await());
        post("", Map.of("paths", List.of(web.url("/a.jar?key=1")), "kind", "jar", "is_async", true));
        await().atMost(SOON).until(() -> web.count("/a.jar?key=1") == 1);
        Files.writeString(directory.resolve("data").resolve("spool").resolve("left.part"), "x");
        gateway.kill();

        web.serve("/a.jar", "content");
        gateway = startGateway(Map.of());
        awaitStatus("/a.jar", "READY");
        assertThat(web.count("/a.jar?key=1")).isEqualTo(2);
        assertThat(spooled()).isZero();
        never.countDown();
    }

    @Test
    void callsThatWaitAreLimitedAndHoldUpNobodyElse() {
        gateway.stop();
        gateway = startGateway(Map.of("packages.fetch.at-once", "2"));
        CountDownLatch go = new CountDownLatch(1);
        web.on("/slow", output -> {
            go.await();
            OddServer.head(output, "200 OK", "Content-Length: 0");
        });
        List<CompletableFuture<Exchange>> waiting = Stream.of("one", "two")
                .map(group -> CompletableFuture.supplyAsync(
                        () -> post("", Map.of("paths", List.of(web.url("/slow")), "kind", "jar", "group", group))))
                .toList();
        await().atMost(SOON).until(() -> web.count("/slow") == 2);

        refused(post("", Map.of("paths", List.of(web.url("/slow")), "kind", "jar")), 429, "DLI.0009");
        assertThat(gateway.client().exchange("GET", "/q/health", null, Map.of()).status())
                .isEqualTo(200);
        go.countDown();
        waiting.forEach(answer -> assertThat(answer.join().status()).isEqualTo(200));
    }

    @Test
    void rolesAndOwnersCount() {
        HearthClient viewer = user("vera", "default", "viewer");
        HearthClient anna = user("anna", "default", "developer");
        HearthClient ben = user("ben", "default", "developer");
        gateway.administration().projects().create("elsewhere");
        HearthClient stranger = user("stan", "elsewhere", "admin");
        web.serve("/a.jar", "1");
        Map<String, ?> upload = Map.of("paths", List.of(web.url("/a.jar")), "kind", "jar", "group", "g");

        refused(call(viewer, "POST", RESOURCES, upload), 403, "DLI.0016");
        assertThat(call(anna, "POST", RESOURCES, upload).status()).isEqualTo(200);
        assertThat(call(viewer, "GET", RESOURCES + "/g/a.jar", Map.of()).status())
                .isEqualTo(200);
        refused(call(viewer, "DELETE", RESOURCES + "/g/a.jar", Map.of()), 403, "DLI.0016");
        refused(call(ben, "POST", RESOURCES, upload), 403, "DLI.0016");
        refused(call(ben, "DELETE", RESOURCES + "/g/a.jar", Map.of()), 403, "DLI.0016");
        refused(call(stranger, "GET", RESOURCES + "/g/a.jar", Map.of()), 404, "DLI.0023");

        Map<String, ?> toBen = Map.of("new_owner", "ben", "group_name", "g");
        refused(call(ben, "PUT", RESOURCES + "/owner", toBen), 403, "DLI.0016");
        assertThat(call(anna, "PUT", RESOURCES + "/owner", toBen).body())
                .isEqualTo("{\"is_success\":\"true\",\"message\":\"\"}");
        assertThat(call(ben, "POST", RESOURCES, upload).status()).isEqualTo(200);
        refused(call(anna, "DELETE", RESOURCES + "/g/a.jar", Map.of()), 403, "DLI.0016");
        assertThat(call(gateway.client(), "POST", RESOURCES, upload).status()).isEqualTo(200);
        assertThat(get("/g/a.jar").json().path("owner").asString()).isEqualTo("ben");
        refused(
                call(ben, "PUT", RESOURCES + "/owner", Map.of("new_owner", "stan", "group_name", "g")),
                400,
                "DLI.0002");
        refused(call(ben, "PUT", RESOURCES + "/owner", Map.of("new_owner", "anna")), 400, "DLI.0001");
        assertThat(call(ben, "DELETE", RESOURCES + "/g/a.jar", Map.of()).status())
                .isEqualTo(200);
    }
}
