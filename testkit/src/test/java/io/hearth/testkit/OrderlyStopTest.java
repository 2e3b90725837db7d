package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.api.SessionState;
import io.hearth.api.StatementState;
import io.hearth.cli.client.Exchange;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers see of a gateway that is stopped, and leaves its sessions to the next one. */
class OrderlyStopTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";
    private static final Map<String, String> REQUEST = Map.of("kind", "spark", "queue", "default");

    @TempDir
    Path data;

    private TestGateway gateway;
    private int port;
    private String session;

    @BeforeEach
    void start() {
        gateway = start(new FakeLauncher());
        port = gateway.address().getPort();
        session = gateway.client().createSession(REQUEST).id();
        gateway.client().awaitSession(session, view -> view.state() == SessionState.IDLE, SOON);
    }

    private TestGateway start(FakeLauncher launcher) {
        return TestGateway.start(data, Map.of("shutdown.sessions", "keep"), launcher, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        gateway.stop();
    }

    private String statements() {
        return gateway.client().sessions() + "/" + session + "/statements";
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout((int) SOON.toMillis());
        return socket;
    }

    private boolean isRefusingConnections() throws IOException {
        try (Socket connected = connect()) {
            return !connected.isConnected();
        } catch (ConnectException e) {
            return true;
        }
    }

    private String head(String method, String path) {
        return "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nX-Auth-Token: %s\r\n"
                .formatted(method, path, port, gateway.client().issueToken());
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static String readAll(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String readUntil(Socket socket, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        int next = 0;
        while (next >= 0 && text.indexOf(end) < 0) {
            next = socket.getInputStream().read();
            text.append((char) next);
        }
        return text.toString();
    }

    /** Begins to submit a statement, up to where the gateway waits for the body. */
    private void begin(Socket caller, String body) throws IOException {
        write(
                caller,
                head("POST", statements())
                        + "Expect: 100-continue\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                        + "\r\n\r\n");
        assertThat(new String(caller.getInputStream().readNBytes(CONTINUE.length()), StandardCharsets.UTF_8))
                .isEqualTo(CONTINUE);
    }

    @Test
    void aRequestInHandIsAnsweredAndKept() throws IOException {
        String body = "{\"code\": \"late\"}";
        try (Socket caller = connect()) {
            begin(caller, body);
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(gateway::stop);
            await().atMost(SOON).pollInterval(Duration.ofMillis(10)).until(this::isRefusingConnections);
            // Who takes a little time is not cut off for it.
            await().during(Duration.ofMillis(1500))
                    .atMost(SOON)
                    .until(() -> caller.getInputStream().available() == 0);
            write(caller, body);

            assertThat(readAll(caller)).startsWith("HTTP/1.1 200 ").contains("\"id\":0");
            assertThat(stopped).succeedsWithin(SOON);
        }

        gateway = start(gateway.launcher());
        gateway.launcher().livingDrivers().forEach(driver -> {
            var unused = driver.dialTo(gateway.address());
        });
        assertThat(gateway.client()
                        .awaitStatement(session, 0, view -> view.state().isFinal(), SOON)
                        .text())
                .isEqualTo("late");
    }

    @Test
    void aRequestThatDoesNotComeIsToBeMadeAgain() throws IOException {
        try (Socket caller = connect()) {
            begin(caller, "{\"code\": \"never\"}");

            gateway.stop();

            assertThat(readAll(caller)).startsWith("HTTP/1.1 503 ").contains("Retry-After: ", "DLI.0999");
        }
        gateway = start(gateway.launcher());
    }

    @Test
    void whoWaitsOrFollowsIsToldToComeAgainAndHoldsUpNothing() throws IOException {
        gateway.client().submit(session, FakeDriver.HANG);
        gateway.client().awaitStatement(session, 0, view -> view.state() == StatementState.RUNNING, SOON);
        CompletableFuture<Exchange> waiting = CompletableFuture.supplyAsync(
                () -> gateway.client().exchange("GET", statements() + "/0?wait=60&state=running", null, Map.of()));
        await().atMost(SOON).until(() -> gateway.waiting() == 1);
        String head = head("GET", statements() + "/0/stream") + "\r\n";
        try (Socket follower = connect()) {
            write(follower, head);
            String begun = readUntil(follower, "running");

            gateway.stop();

            assertThat(waiting).succeedsWithin(SOON).satisfies(answer -> {
                assertThat(answer.status()).as(answer.body()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            });
            assertThat(begun + readAll(follower))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("running")
                    .doesNotContain("cancelled");
        }
        gateway = start(gateway.launcher());
    }
}
