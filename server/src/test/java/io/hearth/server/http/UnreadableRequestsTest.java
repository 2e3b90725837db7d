package io.hearth.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After a request that it cannot read the gateway hangs up, and says so: a client would send its next one into the void. */
class UnreadableRequestsTest {

    private static final int TIMEOUT_MILLIS = 20_000;

    private final TestServer server = new TestServer(new NoDrivers());

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v2.0/%/sessions HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                "GET /../sessions HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                "GET /v2.0/default/sessions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: x\r\n\r\n"
            })
    void theAnswerSaysThatItIsTheLast(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));

            // To the end: it hangs up by itself.
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400 ")
                    .containsIgnoringCase("\r\nConnection: close\r\n")
                    .contains("DLI.0001");
        }
    }
}
