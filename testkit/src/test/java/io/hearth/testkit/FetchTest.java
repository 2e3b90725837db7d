package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.api.ErrorCode;
import io.hearth.api.tls.PinnedTrust;
import io.hearth.server.config.FetchTarget;
import io.hearth.server.error.GatewayException;
import io.hearth.server.fetch.FetchOptions;
import io.hearth.server.fetch.SourceFetcher;
import io.hearth.server.objects.Spool;
import io.hearth.server.objects.SpoolFile;
import io.hearth.server.packages.Source;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that answer slowly, wrongly, endlessly, or send their callers elsewhere. */
class FetchTest {

    private static final int LIMIT = 1 << 20;
    private static final Duration IMPATIENT = Duration.ofMillis(400);
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private OddServer web;
    private OddServer inward;
    private ScheduledExecutorService timer;
    private SourceFetcher fetcher;

    @BeforeEach
    void start() throws Exception {
        web = new OddServer();
        inward = new OddServer();
        inward.serve("/b.jar", "a secret");
        timer = Executors.newSingleThreadScheduledExecutor();
        fetcher = fetcher(LONG);
    }

    /** @param idle how long a server may say nothing */
    private SourceFetcher fetcher(Duration idle) {
        FetchOptions options = new FetchOptions(
                List.of(FetchTarget.parse(web.place())), List.of(), Optional.empty(), Optional.empty(), idle);
        return SourceFetcher.of(options, FetchTest::publicTrust, timer, Duration.ofMillis(1));
    }

    @AfterEach
    void stop() {
        timer.shutdownNow();
        fetcher.close();
        web.close();
        inward.close();
    }

    private static SSLContext publicTrust() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private String fetch(String url, Duration within) throws IOException {
        return fetch(fetcher, url, within);
    }

    private String fetch(SourceFetcher by, String url, Duration within) throws IOException {
        try (SpoolFile file = Spool.open(directory.resolve("spool")).begin(LIMIT)) {
            by.fetch(new Source.Web(url, "b.jar", url, URI.create(url)), file, within);
            return Files.readString(file.finish().file());
        }
    }

    private String fetch(String path) throws IOException {
        return fetch(web.url(path), LONG);
    }

    private void fails(String path, ErrorCode code, String why) {
        fails(path, LONG, code, why);
    }

    private void fails(String path, Duration within, ErrorCode code, String why) {
        String url = path.startsWith("/") ? web.url(path) : path;
        assertThatThrownBy(() -> fetch(url, within))
                .isInstanceOfSatisfying(
                        GatewayException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(why)
                .hasMessageContaining(url);
        assertThat(inward.requests()).isEmpty();
    }

    @Test
    void contentComesByLengthInChunksAndToTheEndOfTheConnection() throws IOException {
        web.serve("/length", "content");
        web.on("/chunks", output -> {
            OddServer.head(output, "200 OK", "Transfer-Encoding: chunked");
            output.write("3\r\ncon\r\n4\r\ntent\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        });
        web.on("/end", output -> {
            OddServer.head(output, "200 OK", "Content-Type: x/y");
            output.write("content".getBytes(StandardCharsets.US_ASCII));
        });

        assertThat(fetch("/length")).isEqualTo("content");
        assertThat(fetch("/chunks")).isEqualTo("content");
        assertThat(fetch("/end")).isEqualTo("content");
        assertThat(fetch("/length?a=b%20c&d")).isEqualTo("content");
        assertThat(web.count("/length?a=b%20c&d")).isEqualTo(1);
    }

    @Test
    void nothingThatIsTheGatewaysGoesWithARequest() throws IOException {
        web.serve("/a", "x");
        fetch("/a");
        assertThat(web.requests().get(0).lines().map(line -> line.split(":", 2)[0]))
                .containsExactlyInAnyOrder("GET /a HTTP/1.1", "Accept-Encoding", "Host", "Connection", "User-Agent");
    }

    @Test
    void whatMayPassIsTriedAgain() throws IOException {
        AtomicInteger attempts = new AtomicInteger();
        web.on("/a", output -> {
            switch (attempts.incrementAndGet()) {
                case 1 -> OddServer.head(output, "503 Later", "Content-Length: 0");
                case 2 -> {
                    OddServer.head(output, "200 OK", "Content-Length: 100");
                    output.write("half".getBytes(StandardCharsets.US_ASCII));
                }
                default -> {
                    OddServer.head(output, "200 OK", "Content-Length: 5");
                    output.write("whole".getBytes(StandardCharsets.US_ASCII));
                }
            }
        });
        assertThat(fetch("/a")).isEqualTo("whole");
    }

    @Test
    void butNotForEver() {
        web.refuse("/500", "500 Oh");
        web.on("/cut", output -> {
            OddServer.head(output, "200 OK", "Content-Length: 100");
            output.write("half".getBytes(StandardCharsets.US_ASCII));
        });
        web.on("/chunks", output -> {
            OddServer.head(output, "200 OK", "Transfer-Encoding: chunked");
            output.write("8\r\ncon".getBytes(StandardCharsets.US_ASCII));
        });
        web.on("/nothing", output -> {});

        fails("/500", ErrorCode.NOT_AVAILABLE, "500");
        fails("/cut", ErrorCode.NOT_AVAILABLE, "before the content did");
        fails("/chunks", ErrorCode.NOT_AVAILABLE, "before the content did");
        fails("/nothing", ErrorCode.NOT_AVAILABLE, "before the content did");
        assertThat(web.count("/500")).isEqualTo(3);
        assertThat(web.count("/cut")).isEqualTo(3);
    }

    @Test
    void whatWillNotPassIsNot() {
        web.refuse("/401", "401 Who");
        web.refuse("/403", "403 No");
        web.refuse("/410", "410 Gone");
        web.refuse("/204", "204 Nothing");
        web.refuse("/206", "206 Part");

        fails("/404", ErrorCode.REFERENCE_NOT_FOUND, "404");
        fails("/410", ErrorCode.REFERENCE_NOT_FOUND, "410");
        fails("/401", ErrorCode.NO_FILE_PERMISSION, "401");
        fails("/403", ErrorCode.NO_FILE_PERMISSION, "403");
        fails("/204", ErrorCode.NOT_AVAILABLE, "204");
        fails("/206", ErrorCode.NOT_AVAILABLE, "206");
        assertThat(web.count("/404")).isEqualTo(1);
    }

    @Test
    void answersThatAreNone() {
        web.on("/text", output -> output.write("hello\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        web.on("/length", output -> OddServer.head(output, "200 OK", "Content-Length: many"));
        web.on("/chunks", output -> {
            OddServer.head(output, "200 OK", "Transfer-Encoding: chunked");
            output.write("no number\r\n".getBytes(StandardCharsets.US_ASCII));
        });
        web.on("/headers", output -> {
            output.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            endlessly(output, "X-Header: x\r\n");
        });
        web.on("/line", output -> {
            output.write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            endlessly(output, "xxxxxxxxxxxxxxx");
        });

        for (String path : List.of("/text", "/length", "/chunks", "/headers", "/line")) {
            fails(path, ErrorCode.NOT_AVAILABLE, "cannot be fetched");
        }
    }

    private static void endlessly(OutputStream output, String text) throws IOException {
        byte[] bytes = text.repeat(100).getBytes(StandardCharsets.US_ASCII);
        while (true) {
            output.write(bytes);
        }
    }

    @Test
    void whatIsTooLargeOrEndlessIsRefused() throws IOException {
        web.serve("/most", new byte[LIMIT]);
        web.serve("/more", new byte[LIMIT + 1]);
        web.on("/announced", output -> OddServer.head(output, "200 OK", "Content-Length: 99999999999999"));
        web.on("/endless", output -> {
            OddServer.head(output, "200 OK", "Content-Type: x/y");
            endlessly(output, "x");
        });

        assertThat(fetch("/most")).hasSize(LIMIT);
        fails("/more", ErrorCode.LIMIT_REACHED, "packages.max-bytes");
        fails("/announced", ErrorCode.LIMIT_REACHED, "packages.max-bytes");
        fails("/endless", ErrorCode.LIMIT_REACHED, "packages.max-bytes");
    }

    @Test
    void whoSaysNothingIsGivenUp() {
        fetcher.close();
        fetcher = fetcher(IMPATIENT);
        CountDownLatch never = new CountDownLatch(1);
        web.on("/head", output -> never.await());
        web.on("/body", output -> {
            OddServer.head(output, "200 OK", "Content-Length: 10");
            output.write('x');
            output.flush();
            never.await();
        });

        fails("/head", ErrorCode.TIMED_OUT, "sent nothing for 400 ms");
        fails("/body", ErrorCode.TIMED_OUT, "sent nothing for 400 ms");
        never.countDown();
    }

    @Test
    void whoSaysLittleIsGivenUpWhenTheTimeIsOver() {
        CountDownLatch never = new CountDownLatch(1);
        web.on("/head", output -> {
            output.write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            drip(output, never);
        });
        web.on("/body", output -> {
            OddServer.head(output, "200 OK", "Content-Length: 1000000");
            drip(output, never);
        });

        Duration within = Duration.ofSeconds(1);
        fails("/head", within, ErrorCode.TIMED_OUT, "longer than 1000 ms");
        fails("/body", within, ErrorCode.TIMED_OUT, "longer than 1000 ms");
        never.countDown();
    }

    private static void drip(OutputStream output, CountDownLatch never) throws Exception {
        do {
            output.write('x');
            output.flush();
        } while (!never.await(50, TimeUnit.MILLISECONDS));
    }

    @Test
    void redirectionsAreFollowed() throws IOException {
        web.serve("/end", "content");
        web.redirect("/absolute", web.url("/end"));
        web.redirect("/relative", "end");
        web.redirect("/twice", "/absolute");

        assertThat(fetch("/absolute")).isEqualTo("content");
        assertThat(fetch("/relative")).isEqualTo("content");
        assertThat(fetch("/twice")).isEqualTo("content");
    }

    @Test
    void butNotInARound() {
        web.redirect("/round", "/round");
        web.on("/nowhere", output -> OddServer.head(output, "302 Found", "Content-Length: 0"));

        fails("/round", ErrorCode.NOT_AVAILABLE, "redirected more than 5 times");
        fails("/nowhere", ErrorCode.NOT_AVAILABLE, "Location");
        assertThat(web.count("/round")).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/b.jar",
                "http://localhost:%d/b.jar",
                "http://LOCALHOST.:%d/b.jar",
                "http://127.1:%d/b.jar",
                "http://2130706433:%d/b.jar",
                "http://0x7f000001:%d/b.jar",
                "http://0:%d/b.jar",
                "http://0.0.0.0:%d/b.jar",
                "http://[::1]:%d/b.jar",
                "http://[::ffff:127.0.0.1]:%d/b.jar",
                "http://[::ffff:7f00:1]:%d/b.jar",
                "http://[::]:%d/b.jar",
                "//127.0.0.1:%d/b.jar",
                "http://user@127.0.0.1:%d/b.jar",
                "http://127.0.0.1:%d\\\\@example.com/b.jar",
                "ftp://127.0.0.1:%d/b.jar",
                "file:///etc/passwd?%d",
                "gopher://127.0.0.1:%d/b.jar",
            })
    void nothingInwardIsReachedDirectlyOrByRedirection(String form) {
        String target = form.formatted(inward.port());
        web.redirect("/away", target);
        assertThatThrownBy(() -> fetch(web.url("/away"), LONG))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining(web.url("/away"));
        if (target.startsWith("http:") && !target.contains("\\")) {
            assertThatThrownBy(() -> fetch(target, LONG)).isInstanceOf(GatewayException.class);
        }
        assertThat(inward.requests()).isEmpty();
    }

    @Test
    void aHostThatIsNotThereIsNamed() {
        fails("http://no-such-host.invalid/b.jar", ErrorCode.NOT_AVAILABLE, "no-such-host.invalid");
    }

    @Test
    void aServerThatIsNotThereIsTold() {
        int port = web.port();
        web.close();
        fails("http://127.0.0.1:" + port + "/b.jar", ErrorCode.NOT_AVAILABLE, "no connection");
    }

    /** The guard looks at addresses, TLS at names: both must hold for what the name stands for. */
    @Test
    void aServerMustProveItsNameToTls(@TempDir Path keys) throws Exception {
        try (TestGateway tls = TestGateway.start(
                directory.resolve("data"), SelfSigned.in(keys).settings(), new FakeLauncher(), Clock.systemUTC())) {
            int port = tls.address().getPort();
            SSLContext known = PinnedTrust.only(tls.credentials().certificates());
            FetchOptions options = new FetchOptions(
                    List.of(FetchTarget.parse("127.0.0.1:" + port)),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Duration.ofSeconds(10));
            try (SourceFetcher strange =
                            SourceFetcher.of(options, FetchTest::publicTrust, timer, Duration.ofMillis(1));
                    SourceFetcher trusting = SourceFetcher.of(options, () -> known, timer, Duration.ofMillis(1))) {
                String url = "https://127.0.0.1:" + port + "/q/openapi";
                assertThatThrownBy(() -> fetch(strange, url, LONG)).hasMessageContaining("TLS");
                assertThat(fetch(trusting, url, LONG)).startsWith("openapi:");
            }
        }
    }

    @Test
    void closingBreaksOffWhatRuns() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        web.on("/a", output -> {
            OddServer.head(output, "200 OK", "Content-Length: 1000000");
            begun.countDown();
            drip(output, never);
        });
        Thread closer = new Thread(() -> {
            try {
                begun.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            fetcher.close();
        });
        closer.start();
        fails("/a", ErrorCode.TIMED_OUT, "cannot be fetched");
        closer.join();
        never.countDown();
    }
}
