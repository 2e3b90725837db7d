package io.hearth.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers who begin a body and do not go on, more of them than there are threads, hold nobody else up. */
class SlowBodiesTest {

    private static final int MANY = 2 * HttpServer.MAX_THREADS;
    private static final int LARGE = TestServer.MAX_BODY_BYTES;

    private final TestServer server = new TestServer(new NoDrivers());
    private final List<Socket> open = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
        server.close();
    }

    private void begin(int length, int sent) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        open.add(socket);
        String head = "POST /v3/auth/tokens HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\n"
                        .formatted(server.port())
                + "Content-Length: " + length + "\r\n\r\n";
        socket.getOutputStream().write((head + " ".repeat(sent)).getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, LARGE - 1})
    void othersAreAnswered(int sent) throws IOException {
        for (int i = 0; i < MANY; i++) {
            begin(LARGE, sent);
        }

        assertThat(server.get("/q/health").statusCode()).isEqualTo(200);
        assertThat(server.get(TestServer.SESSIONS).statusCode()).isEqualTo(200);
    }

    @Test
    void strangersWhoSendSlowlyHoldUpNobodyWhoSendsWhatIsUsual() throws IOException {
        for (int i = 0; i < MANY; i++) {
            begin(LARGE, 100_000);
        }

        assertThat(server.post(TestServer.SESSIONS, "{\"kind\":\"spark\",\"queue\":\"default\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.post(TestServer.SESSIONS, " ".repeat(LARGE)).statusCode())
                .isEqualTo(400);
        for (String body :
                List.of("Content-Length: 2\r\n\r\n{}", "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n")) {
            String request = "POST /v3/auth/tokens HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\n"
                            .formatted(server.port())
                    + body;
            assertThat(RawExchange.send(server.port(), request)).startsWith("HTTP/1.1 400");
        }
        // Larger ones of this address have to come back.
        begin(LARGE, 100_000);
        byte[] answer = open.get(open.size() - 1).getInputStream().readNBytes(12);
        assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 429");
    }

    /** In several steps, each of which somebody has to be told of. */
    @Test
    void aLargeBodyThatComesInStepsIsRead() throws Exception {
        begin(LARGE, 1);
        Socket socket = open.get(0);
        // Meanwhile the server has come to wait for the step.
        for (int sent = 1; sent < LARGE; sent += 50_000) {
            assertThat(server.get("/q/health").statusCode()).isEqualTo(200);
            byte[] step = " ".repeat(Math.min(50_000, LARGE - sent)).getBytes(StandardCharsets.US_ASCII);
            socket.getOutputStream().write(step);
            socket.getOutputStream().flush();
        }

        assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                .isEqualTo("HTTP/1.1 400");
    }

    @Test
    void aBodyThatWasBegunIsReadOnceTheRestComes() throws IOException {
        begin(20, 1);
        Socket socket = open.get(0);
        socket.getOutputStream().write(" ".repeat(19).getBytes(StandardCharsets.US_ASCII));

        byte[] answer = socket.getInputStream().readNBytes(12);

        assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 400");
    }
}
