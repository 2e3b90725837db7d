package io.hearth.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** Bytes on a socket, for what no HTTP client would send. */
final class RawExchange {

    private static final int TIMEOUT_MILLIS = 10_000;

    private RawExchange() {}

    /** Sends a text as it is, says that nothing follows, and reads until the server closes. */
    static String send(int port, String request) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            try {
                OutputStream out = socket.getOutputStream();
                out.write(request.getBytes(StandardCharsets.UTF_8));
                out.flush();
                socket.shutdownOutput();
            } catch (SocketException e) {
                // the server may answer and close before it was sent everything; what it said is still to be read
            }
            return readAll(socket);
        } catch (IOException e) {
            throw new AssertionError(
                    "no answer to: " + request.lines().findFirst().orElse(""), e);
        }
    }

    private static String readAll(Socket socket) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int count = socket.getInputStream().read(buffer);
                    count >= 0;
                    count = socket.getInputStream().read(buffer)) {
                answer.write(buffer, 0, count);
            }
        } catch (SocketException e) {
            // a reset after the answer
        }
        return answer.toString(StandardCharsets.UTF_8);
    }
}
