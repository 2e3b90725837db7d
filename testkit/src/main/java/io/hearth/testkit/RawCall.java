package io.hearth.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A request as written, for what no HTTP client would send. */
public final class RawCall {

    private static final int TIMEOUT_MILLIS = 60_000;

    private RawCall() {}

    /**
     * Sends a request to a port of this machine and reads the answer, head and body.
     *
     * @param head lines that end in {@code \n}, without the empty one
     */
    public static String send(int port, String head, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String length = bytes.length == 0 ? "" : "Content-Length: " + bytes.length + "\n";
        String wholeHead = (head + length + "Connection: close\n\n").replace("\n", "\r\n");
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(wholeHead.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
