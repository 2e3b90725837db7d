package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.api.EndCause;
import io.hearth.api.PackageKind;
import io.hearth.api.SessionState;
import io.hearth.api.Sha256;
import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.GatewayFrame;
import io.hearth.api.channel.SessionPackage;
import io.hearth.cli.client.SessionView;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that name packages, with drivers that fetch them and do no more. */
class SessionPackagesTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final byte[] WORDS = "ash oak birch".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path data;

    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(data, database(), new FakeLauncher(), Clock.systemUTC());
        gateway.client().upload("g", "words.txt", "file", WORDS);
    }

    /** The settings of the database that this test runs on. */
    Map<String, String> database() {
        return Map.of();
    }

    @AfterEach
    void stop() {
        gateway.stop();
    }

    private String idleSession(Object files) {
        String id = gateway.client()
                .createSession(Map.of("kind", "spark", "queue", "default", "files", files))
                .id();
        awaitState(id, SessionState.IDLE);
        return id;
    }

    private SessionView awaitState(String id, SessionState state) {
        return gateway.client().awaitSession(id, view -> view.state() == state, SOON);
    }

    private FakeDriver driver(String sessionId) {
        return gateway.launcher().driverOf(sessionId).orElseThrow();
    }

    private static byte[] bytes(HttpResponse<InputStream> answer) throws IOException {
        try (InputStream body = answer.body()) {
            return body.readAllBytes();
        }
    }

    @Test
    void aDriverIsToldThePackagesOfItsSessionAndFetchesThoseAndNoOthers() throws Exception {
        gateway.client().upload("g", "other.txt", "file", "other".getBytes(StandardCharsets.UTF_8));
        String id = idleSession(List.of("g/words.txt"));
        String sha256 = Sha256.of(WORDS);
        FakeDriver driver = driver(id);

        assertThat(driver.heard())
                .contains(new GatewayFrame.OpenSession(
                        id, List.of(new SessionPackage("g/words.txt", PackageKind.FILE, sha256, WORDS.length))));
        assertThat(gateway.client().log(id, 100))
                .anyMatch(line -> line.endsWith("notice: package g/words.txt (file, 13 bytes) sha256:" + sha256));

        HttpResponse<InputStream> whole = driver.fetch(sha256, 0).get();
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(bytes(whole)).isEqualTo(WORDS);
        HttpResponse<InputStream> rest = driver.fetch(sha256, 4).get();
        assertThat(rest.statusCode()).isEqualTo(206);
        assertThat(rest.headers().firstValue("Content-Range")).contains("bytes 4-12/13");
        assertThat(bytes(rest)).isEqualTo(Arrays.copyOfRange(WORDS, 4, 13));
        assertThat(driver.fetch(sha256, 14).get().statusCode()).isEqualTo(400);

        String others = Sha256.of("other");
        assertThat(driver.fetch(others, 0).get().statusCode()).isEqualTo(404);
        assertThat(driver.fetch("../../credentials.json", 0).get().statusCode()).isEqualTo(400);
        FakeDriver stranger =
                new FakeDriver(HttpClient.newHttpClient(), gateway.address(), "someone", "else", code -> {});
        assertThat(stranger.fetch(sha256, 0).get().statusCode()).isEqualTo(401);

        gateway.client().deleteSession(id);
        awaitState(id, SessionState.SUCCESS);
        assertThat(driver.fetch(sha256, 0).get().statusCode()).isEqualTo(401);
    }

    @Test
    void aSessionKeepsWhatWasReplacedAndDeletedSince() throws Exception {
        String id = idleSession(List.of("g/words.txt"));
        gateway.client().upload("g", "words.txt", "file", "replaced".getBytes(StandardCharsets.UTF_8));
        gateway.client().exchange("DELETE", "/v2.0/default/resources/words.txt?group=g", null, Map.of());

        HttpResponse<InputStream> answer = driver(id).fetch(Sha256.of(WORDS), 0).get();

        assertThat(bytes(answer)).isEqualTo(WORDS);
    }

    @Test
    void driversThatDoNotReadHoldUpNobodyAndTakeOnlyTheirOwnPlaces() throws Exception {
        byte[] large = new byte[24 << 20];
        new Random(1).nextBytes(large);
        gateway.client().upload("g", "large.bin", "file", large);
        String sha256 = Sha256.of(large);
        List<HttpResponse<InputStream>> unread = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            FakeDriver driver = driver(idleSession(List.of("g/large.bin")));
            unread.add(driver.fetch(sha256, 0).get());
            unread.add(driver.fetch(sha256, 0).get());
            assertThat(driver.fetch(sha256, 0).get().statusCode()).isEqualTo(429);
        }

        assertThat(unread).allMatch(answer -> answer.statusCode() == 200);
        String another = idleSession(List.of("g/large.bin"));
        assertThat(bytes(driver(another).fetch(sha256, 0).get())).isEqualTo(large);
        for (HttpResponse<InputStream> answer : unread) {
            assertThat(bytes(answer)).isEqualTo(large);
        }
    }

    @Test
    void aDriverThatGaveUpHalfwayMayAskAgain() throws Exception {
        byte[] large = new byte[24 << 20];
        gateway.client().upload("g", "zeros.bin", "file", large);
        FakeDriver driver = driver(idleSession(List.of("g/zeros.bin")));
        String sha256 = Sha256.of(large);
        for (int i = 0; i < 3; i++) {
            await().atMost(SOON).untilAsserted(() -> {
                HttpResponse<InputStream> answer = driver.fetch(sha256, 0).get();
                answer.body().close();
                assertThat(answer.statusCode()).isEqualTo(200);
            });
        }
    }

    @Test
    void aSessionWhosePackagesCannotBeUsedEndsWithTheReason() {
        String id = gateway.client()
                .createSession(Map.of("kind", "spark", "queue", "default", "files", List.of("g/words.txt")))
                .id();
        await().atMost(SOON).until(() -> gateway.launcher().driverOf(id).isPresent());
        FakeDriver driver = driver(id);
        driver.report(new DriverFrame.SessionFailed("of another driver", EndCause.PACKAGES_FAILED.name(), "not mine"));
        awaitState(id, SessionState.IDLE);
        driver.report(new DriverFrame.SessionFailed(id, EndCause.PACKAGES_FAILED.name(), "words.txt is broken"));

        gateway.client().awaitSession(id, view -> view.state().isFinal(), SOON);

        assertThat(gateway.client().events(id).at("/cause/name").asString()).isEqualTo("PACKAGES_FAILED");
        assertThat(gateway.client().events(id).at("/cause/detail").asString()).isEqualTo("words.txt is broken");
        assertThat(gateway.launcher().alive()).isZero();
    }
}
