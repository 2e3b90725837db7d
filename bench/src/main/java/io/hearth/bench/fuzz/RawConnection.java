package io.hearth.bench.fuzz;

import io.hearth.bench.fuzz.RawRequest.Framing;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A connection that sends whatever it is given. Not thread-safe. */
final class RawConnection implements AutoCloseable {

    private static final int MOST_LINE = 64 << 10;

    private final Socket socket = new Socket();
    private final InputStream in;
    private boolean answered;

    RawConnection(int port) throws IOException {
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Whether a request was answered on it before. */
    boolean isUsed() {
        return answered;
    }

    /**
     * Sends a request and reads its answer.
     *
     * @throws java.net.SocketTimeoutException when nothing comes for as long as the patience, milliseconds
     * @throws EOFException when the gateway hangs up
     */
    RawAnswer call(RawRequest request, int patience) throws IOException {
        socket.setSoTimeout(patience);
        long began = System.nanoTime();
        send(request);
        int status = status(readLine());
        Map<String, List<String>> headers = readHeaders();
        while (status == 100) {
            status = status(readLine());
            headers = readHeaders();
        }
        RawAnswer head = new RawAnswer(status, headers, "", 0);
        boolean bare = request.method().equals("HEAD")
                || status == 101
                || status == 204
                || status == 304
                || head.contentType().startsWith(RawAnswer.EVENTS);
        String body = bare ? "" : new String(readBody(head), StandardCharsets.UTF_8);
        answered = true;
        return new RawAnswer(status, headers, body, (System.nanoTime() - began) / 1e6);
    }

    private void send(RawRequest request) throws IOException {
        try {
            socket.getOutputStream().write(request.bytes());
            if (request.framing() == Framing.CUT) {
                socket.shutdownOutput();
            }
        } catch (IOException e) {
            // A gateway that has seen enough answers and hangs up while more is sent: the answer is still there to
            // read.
            if (socket.isInputShutdown() || socket.isClosed()) {
                throw e;
            }
        }
    }

    private static int status(String line) throws IOException {
        String[] words = line.split(" ", 3);
        if (!words[0].startsWith("HTTP/1.") || words.length < 2) {
            throw new IOException("no HTTP: " + line);
        }
        return Integer.parseInt(words[1]);
    }

    private Map<String, List<String>> readHeaders() throws IOException {
        Map<String, List<String>> headers = new TreeMap<>();
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return headers;
    }

    private byte[] readBody(RawAnswer head) throws IOException {
        if (head.header("Transfer-Encoding").orElse("").equals("chunked")) {
            return readChunks();
        }
        if (head.header("Content-Length").isPresent()) {
            return readExactly(Integer.parseInt(head.header("Content-Length").get()));
        }
        return head.keepsConnection() ? new byte[0] : in.readAllBytes();
    }

    private byte[] readChunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int length = Integer.parseInt(readLine().strip(), 16);
            body.writeBytes(readExactly(length));
            readLine();
            if (length == 0) {
                return body.toByteArray();
            }
        }
    }

    private byte[] readExactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the gateway closed the connection in the midst of an answer");
        }
        return bytes;
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.length() > MOST_LINE) {
                throw new EOFException("the gateway closed the connection");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
