package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.api.SessionState;
import io.hearth.api.Sha256;
import io.hearth.cli.client.Exchange;
import io.hearth.server.objects.FolderObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is removed when it was kept for as long as the settings say, on a clock that is moved by hand. */
class RetentionTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String SESSION = "{\"kind\": \"spark\", \"queue\": \"default\"}";
    private static final byte[] JAR = "the content of a jar".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path data;

    private final HandClock clock = new HandClock();
    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = start(new FakeLauncher(), "10d");
    }

    private TestGateway start(FakeLauncher launcher, String kept) {
        Map<String, String> settings = new HashMap<>(database());
        settings.put("retention.sessions", kept);
        settings.put("retention.packages", "1d");
        return TestGateway.start(data, settings, launcher, clock);
    }

    /** The settings of the database that this test runs on; the same ones each time it is asked. */
    Map<String, String> database() {
        return Map.of();
    }

    @AfterEach
    void stop() {
        gateway.stop();
    }

    private String session() {
        String id = gateway.client().createSession(SESSION).id();
        gateway.client().awaitSession(id, view -> view.state() == SessionState.IDLE, SOON);
        return id;
    }

    private void end(String id) {
        gateway.client().deleteSession(id);
        gateway.client().awaitSession(id, view -> view.state() == SessionState.SUCCESS, SOON);
    }

    /** A run that began now, the gateway's own or one more, has removed so many. */
    private void awaitRemoved(String kind, int count) {
        await().atMost(SOON).until(() -> {
            if (!beginsAfter(clock.millis() / 1000 - 1)) {
                // One that was under way when the time passed has put off the next.
                clock.advance(Duration.ofMinutes(10));
                gateway.retain();
            }
            return removed(kind) == count;
        });
    }

    /** Lets a run begin if one is due; tells whether the last that came to its end began after some second. */
    private boolean beginsAfter(long second) {
        gateway.retain();
        return meter("hearth_retention_last_run_seconds") > second;
    }

    /** Waits for a run that begins after this was called; one of the gateway's may be under way before. */
    private void awaitRun() {
        long called = clock.millis() / 1000;
        await().atMost(SOON)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    clock.advance(Duration.ofMinutes(10));
                    return beginsAfter(called);
                });
    }

    private long removed(String kind) {
        return meter("hearth_retention_removed_total{kind=\"" + kind + "\"}");
    }

    private long meter(String name) {
        return gateway.client()
                .exchange("GET", "/q/metrics", null, Map.of())
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }

    private int status(String id, String below) {
        return gateway.client()
                .exchange("GET", gateway.client().sessions() + "/" + id + below, null, Map.of())
                .status();
    }

    private Path object(String key) {
        return data.resolve("objects").resolve(key);
    }

    private void leaveObjects(String id) throws IOException {
        FolderObjectStore objects = new FolderObjectStore(data.resolve("objects"));
        objects.put("logs/" + id + "/stdout-0", new byte[] {1});
        objects.put("outputs/" + id + "/0", new byte[] {1});
    }

    @Test
    void aSessionIsRemovedWithAllItLeftWhenItHasBeenOverForLongEnough() throws IOException {
        String old = session();
        gateway.client().run(old, "one", SOON);
        String open = session();
        leaveObjects(old);
        leaveObjects(open);
        end(old);
        clock.advance(Duration.ofDays(5));
        String younger = session();
        end(younger);
        gateway.retain();
        clock.advance(Duration.ofDays(5));

        awaitRemoved("sessions", 1);

        assertThat(status(old, "")).isEqualTo(404);
        assertThat(status(old, "/events")).isEqualTo(404);
        assertThat(status(old, "/statements/0")).isEqualTo(404);
        assertThat(object("logs/" + old)).doesNotExist();
        assertThat(object("outputs/" + old)).doesNotExist();
        assertThat(status(younger, "")).isEqualTo(200);
        assertThat(status(open, "")).isEqualTo(200);
        assertThat(object("logs/" + open + "/stdout-0")).exists();
        assertThat(object("outputs/" + open + "/0")).exists();
        awaitRemoved("drivers", 1);
    }

    @Test
    void whatIsKeptForeverStays() {
        String old = session();
        end(old);
        gateway.kill();
        gateway = start(gateway.launcher(), "never");
        clock.advance(Duration.ofDays(4000));

        awaitRun();

        assertThat(status(old, "")).isEqualTo(200);
    }

    @Test
    void contentGoesADayAfterItsLastPackage() {
        gateway.client().upload("g", "a.jar", "jar", JAR);
        gateway.client().upload("g", "b.jar", "jar", JAR);
        delete("g/a.jar");
        awaitRun();
        clock.advance(Duration.ofDays(2));
        awaitRun();
        assertThat(content()).exists();

        delete("g/b.jar");
        awaitRun();
        clock.advance(Duration.ofHours(23));
        awaitRun();
        assertThat(content()).exists();
        clock.advance(Duration.ofHours(1));
        awaitRemoved("contents", 1);

        assertThat(content()).doesNotExist();
        gateway.client().upload("g", "c.jar", "jar", JAR);
        assertThat(content()).hasBinaryContent(JAR);
    }

    @Test
    void contentThatIsUploadedAgainStays() {
        gateway.client().upload("g", "a.jar", "jar", JAR);
        delete("g/a.jar");
        awaitRun();
        clock.advance(Duration.ofHours(23));
        gateway.client().upload("g", "b.jar", "jar", JAR);
        clock.advance(Duration.ofDays(3));
        awaitRun();
        delete("g/b.jar");
        awaitRun();

        assertThat(removed("contents")).isZero();
        assertThat(content()).exists();
    }

    private void delete(String name) {
        String path = "/v2.0/default/resources/" + name;
        assertThat(gateway.client().exchange("DELETE", path, null, Map.of()).status())
                .isEqualTo(200);
    }

    private Path content() {
        String digest = Sha256.of(JAR);
        return object("contents/" + digest.substring(0, 2) + "/" + digest);
    }

    @Test
    void keysGoAfterADayAndOneOfARemovedSessionSaysSo() {
        gateway.kill();
        gateway = start(gateway.launcher(), "1h");
        String made = create("k1").json().path("id").asString();
        gateway.client().awaitSession(made, view -> view.state() == SessionState.IDLE, SOON);
        end(made);
        gateway.retain();
        clock.advance(Duration.ofHours(2));
        awaitRemoved("sessions", 1);

        Exchange again = create("k1");
        assertThat(again.status()).isEqualTo(404);
        assertThat(again.json().path("error_code").asString()).isEqualTo("DLI.0023");
        assertThat(again.json().path("error_msg").asString()).contains(made, "Idempotency-Key k1", "new key");

        clock.advance(Duration.ofHours(22));
        awaitRemoved("keys", 1);
        assertThat(create("k1").status()).isEqualTo(200);
    }

    private Exchange create(String key) {
        return gateway.client().exchange("POST", gateway.client().sessions(), SESSION, Map.of("Idempotency-Key", key));
    }

    @Test
    void aRunIsToldInNumbers() {
        long before = clock.millis() / 1000;
        awaitRun();

        assertThat(meter("hearth_retention_last_run_seconds")).isGreaterThan(before);
        assertThat(gateway.client()
                        .exchange("GET", "/q/metrics", null, Map.of())
                        .body())
                .contains(
                        "hearth_retention_removed_total{kind=\"tokens\"}",
                        "hearth_retention_failures_total{kind=\"sessions\"}");
    }
}
