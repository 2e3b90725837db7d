package io.hearth.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Callers who send all they have before they read a word get their answer, whatever is wrong with the request. */
class RefusedBodiesTest {

    /** More than the buffers of two sockets hold. */
    private static final int LARGE = 24 << 20;

    private static final int TIMEOUT_MILLIS = 20_000;

    private final TestServer server = new TestServer(new NoDrivers());

    @AfterEach
    void close() {
        server.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    private String head(String method, String path, String fields) {
        return "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%s\r\n".formatted(method, path, server.port(), fields);
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String statusLine(Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v2.0/default/sessions, application/json, with, 413",
        "POST, /v2.0/default/sessions, application/json, without, 401",
        "POST, /v2.0/default/sessions, text/plain, with, 415",
        "POST, /v2.0/default/nothing, application/json, with, 404",
        "PUT, /v2.0/default/sessions, application/json, with, 405",
        "POST, /v3/auth/tokens, application/json, without, 413",
        "GET, /q/health, application/json, without, 200"
    })
    void aLargeBodyIsAnswered(String method, String path, String type, String token, int status) throws IOException {
        String credentials = token.equals("with") ? "X-Auth-Token: " + server.token + "\r\n" : "";
        byte[] body = new byte[LARGE];
        Arrays.fill(body, (byte) ' ');
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            write(
                    out,
                    head(
                            method,
                            path,
                            "Content-Type: " + type + "\r\n" + credentials + "Content-Length: " + LARGE + "\r\n"));
            out.write(body);

            assertThat(statusLine(socket)).isEqualTo("HTTP/1.1 " + status);
        }
    }

    @ParameterizedTest
    @CsvSource({"with, 413", "without, 401"})
    void aLargeBodyInPiecesIsAnswered(String token, int status) throws IOException {
        String credentials = token.equals("with") ? "X-Auth-Token: " + server.token + "\r\n" : "";
        String piece = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            write(
                    out,
                    head(
                            "POST",
                            "/v2.0/default/sessions",
                            "Content-Type: application/json\r\n" + credentials + "Transfer-Encoding: chunked\r\n"));
            for (int sent = 0; sent < LARGE; sent += 0x10000) {
                write(out, piece);
            }
            write(out, "0\r\n\r\n");

            assertThat(statusLine(socket)).isEqualTo("HTTP/1.1 " + status);
        }
    }

    @Test
    void whoAsksBeforeSendingIsAnsweredAtOnce() throws IOException {
        try (Socket socket = connect()) {
            write(
                    socket.getOutputStream(),
                    head(
                            "POST",
                            "/v2.0/default/sessions",
                            "Content-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: " + LARGE
                                    + "\r\n"));

            assertThat(statusLine(socket)).isEqualTo("HTTP/1.1 401");
        }
    }
}
