package io.hearth.bench.lab;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * One connection, over which one call follows another. Not thread-safe.
 *
 * <p>Client and gateway share the cores of the machine, so it does no more than it must: one write, blocking reads, no
 * other thread. It understands what Hearth's gateway answers, not all of HTTP.
 */
public final class KeepAliveConnection implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 60_000;
    private static final byte[] OK = "HTTP/1.1 200".getBytes(US_ASCII);
    private static final byte[] LENGTH = "Content-Length:".getBytes(US_ASCII);

    private final Socket socket;
    private final AnswerStream in;
    private final String host;
    private final String token;
    private final byte[] header = new byte[256];

    /**
     * @param gateway its address without a path
     * @param token of who is calling
     */
    public KeepAliveConnection(URI gateway, String token) throws IOException {
        this.host = gateway.getAuthority();
        this.token = token;
        this.socket = new Socket(gateway.getHost(), gateway.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        this.in = new AnswerStream(socket.getInputStream());
    }

    public Answer get(String path) throws IOException {
        return call("GET", path, "");
    }

    /** A GET that can be made again and again without being written anew. */
    public byte[] prepare(String path) {
        return request("GET", path, new byte[0]);
    }

    /**
     * Makes a prepared call and passes over its answer, whose status must be 200: as little work beside the gateway as can be.
     *
     * @return milliseconds
     */
    public double pass(byte[] prepared) throws IOException {
        long sentAt = System.nanoTime();
        socket.getOutputStream().write(prepared);
        int length = -1;
        boolean first = true;
        for (int end = readHeader(); end > 0 || first; end = readHeader()) {
            if (first && !startsWith(OK)) {
                throw new IOException("not answered with 200");
            }
            if (startsWith(LENGTH)) {
                length = Integer.parseInt(new String(header, LENGTH.length, end - LENGTH.length, US_ASCII).strip());
            }
            first = false;
        }
        if (length < 0) {
            throw new IOException("the answer does not say how long it is");
        }
        in.skip(length);
        return (System.nanoTime() - sentAt) / 1e6;
    }

    private boolean startsWith(byte[] start) {
        return Arrays.equals(header, 0, start.length, start, 0, start.length);
    }

    /** Reads a line of the head into its place, without its end; how long it is. */
    private int readHeader() throws IOException {
        int length = 0;
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next != '\r' && length < header.length) {
                header[length++] = (byte) next;
            }
        }
        return length;
    }

    public Answer post(String path, String json) throws IOException {
        return call("POST", path, json);
    }

    public Answer delete(String path) throws IOException {
        return call("DELETE", path, "");
    }

    /** Sends a GET; its answer is read line by line, without an end, and the connection is of no use for anything else. */
    void begin(String path) throws IOException {
        socket.getOutputStream().write(request("GET", path, new byte[0]));
    }

    /** Throws for a status that is no success. */
    private Answer call(String method, String path, String json) throws IOException {
        byte[] request = request(method, path, json.getBytes(StandardCharsets.UTF_8));
        long sentAt = System.nanoTime();
        socket.getOutputStream().write(request);
        int status = Integer.parseInt(readLine().split(" ", 3)[1]);
        String body = new String(readBody(), StandardCharsets.UTF_8);
        Answer answer = new Answer(status, body, sentAt, System.nanoTime());
        if (status / 100 != 2) {
            throw new IOException("%s %s was answered with %d: %s".formatted(method, path, status, body));
        }
        return answer;
    }

    private byte[] request(String method, String path, byte[] body) {
        StringBuilder head = new StringBuilder();
        head.append(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nHost: ")
                .append(host)
                .append("\r\nX-Auth-Token: ")
                .append(token);
        if (body.length > 0) {
            head.append("\r\nContent-Type: application/json\r\nContent-Length: ")
                    .append(body.length);
        }
        byte[] first = head.append("\r\n\r\n").toString().getBytes(US_ASCII);
        ByteArrayOutputStream request = new ByteArrayOutputStream(first.length + body.length);
        request.writeBytes(first);
        request.writeBytes(body);
        return request.toByteArray();
    }

    private byte[] readBody() throws IOException {
        int length = 0;
        boolean chunked = false;
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring("content-length:".length()).strip());
            } else if (header.startsWith("transfer-encoding:")) {
                chunked = header.endsWith("chunked");
            }
        }
        return chunked ? in.readChunks() : in.readExactly(length);
    }

    /** The next line, without its end. */
    String readLine() throws IOException {
        return in.readLine();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
