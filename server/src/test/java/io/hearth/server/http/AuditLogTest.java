package io.hearth.server.http;

import static io.hearth.server.http.TestServer.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.hearth.server.config.AddressRange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class AuditLogTest {

    private final TestServer server = new TestServer(new NoDrivers());
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.hearth.audit");
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();

    @BeforeEach
    void listen() {
        written.start();
        logger.addAppender(written);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void close() {
        logger.setLevel(null);
        logger.detachAppender(written);
        server.close();
    }

    private List<String> lines() {
        return written.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void whatChangesSomethingIsALineAndWhatLooksIsNone() {
        server.get(SESSIONS);
        assertThat(lines()).isEmpty();

        server.send(HttpRequest.newBuilder(server.uri(SESSIONS))
                .header("Content-Type", "application/json")
                .header("X-Request-Id", "id-1")
                .POST(HttpRequest.BodyPublishers.ofString("{\"kind\":\"spark\",\"queue\":\"default\"}")));

        assertThat(lines())
                .singleElement()
                .asString()
                .matches("who \"admin\" from 127.0.0.1 what POST /v2.0/\\{project}/sessions object \"session "
                        + "[0-9a-f-]{36}\" outcome 200 request id-1");
    }

    @Test
    void whoComesByATrustedProxyIsNamedByTheAddressThatItHeard() throws IOException {
        String request =
                "DELETE %s/1 HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nX-Forwarded-For: 198.51.100.1, 203.0.113.9\r\n\r\n"
                        .formatted(SESSIONS, server.port());
        for (String from : List.of("127.0.0.1", "127.0.0.2")) {
            try (Socket socket = new Socket(
                    InetAddress.getLoopbackAddress(),
                    server.port(),
                    AddressRange.address(from).orElseThrow(),
                    0)) {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                socket.shutdownOutput();
                assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
            }
        }

        assertThat(lines())
                .satisfiesExactly(
                        stranger -> assertThat(stranger).contains(" from 127.0.0.1 "),
                        behindProxy -> assertThat(behindProxy).contains(" from 203.0.113.9 "));
    }

    @Test
    void whatIsRefusedIsALineWithTheReason() {
        server.delete(SESSIONS + "/f28a0d0c-0a37-4bd4-8d1d-1416031e5151");

        assertThat(lines())
                .singleElement()
                .asString()
                .contains("f28a0d0c-0a37-4bd4-8d1d-1416031e5151\"", "outcome 404 DLI.0023 request ");
    }

    @Test
    void aLoginIsALineThatNobodyCanForge() {
        server.post("/v3/auth/tokens", """
                {"auth": {"identity": {"methods": ["password"], "password": {"user":
                 {"name": "x\\" outcome 201\\n", "password": "a secret"}}}, "scope": {"project": {"id": "default"}}}}""");

        assertThat(lines())
                .singleElement()
                .asString()
                .startsWith("who \"x\\\" outcome 201\\n\" from ")
                .contains("outcome 401 DLI.0013")
                .doesNotContain("a secret")
                .doesNotContain("\n");
    }
}
