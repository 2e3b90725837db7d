package io.hearth.bench.fuzz;

import io.hearth.bench.fuzz.RawRequest.Framing;
import io.hearth.bench.lab.AnswerStream;
import java.io.EOFException;
import java.io.IOException;
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

    private final Socket socket = new Socket();
    private final AnswerStream in;
    private boolean answered;

    RawConnection(int port) throws IOException {
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
        in = new AnswerStream(socket.getInputStream());
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
        int status = status(in.readLine());
        Map<String, List<String>> headers = readHeaders();
        while (status == 100) {
            status = status(in.readLine());
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
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return headers;
    }

    private byte[] readBody(RawAnswer head) throws IOException {
        if (head.header("Transfer-Encoding").orElse("").equals("chunked")) {
            return in.readChunks();
        }
        if (head.header("Content-Length").isPresent()) {
            return in.readExactly(Integer.parseInt(head.header("Content-Length").get()));
        }
        return head.keepsConnection() ? new byte[0] : in.readRest();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
