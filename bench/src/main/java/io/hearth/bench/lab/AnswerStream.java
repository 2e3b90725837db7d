package io.hearth.bench.lab;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The parts that answers of HTTP/1.1 are made of, as they come in. Not thread-safe. */
public final class AnswerStream {

    private static final int BUFFER_BYTES = 1 << 14;
    private static final int MOST_LINE = 64 << 10;

    private final InputStream in;

    public AnswerStream(InputStream in) {
        this.in = new BufferedInputStream(in, BUFFER_BYTES);
    }

    /**
     * The next byte.
     *
     * @throws EOFException when there is none
     */
    int read() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("the gateway closed the connection");
        }
        return next;
    }

    /** The next line, without its end. */
    public String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = read(); next != '\n'; next = read()) {
            if (line.length() > MOST_LINE) {
                throw new IOException("a line has more than " + MOST_LINE + " characters");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    public byte[] readChunks() throws IOException {
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

    public byte[] readExactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the gateway closed the connection in the midst of an answer");
        }
        return bytes;
    }

    /** What comes until the gateway closes the connection. */
    public byte[] readRest() throws IOException {
        return in.readAllBytes();
    }

    void skip(int length) throws IOException {
        in.skipNBytes(length);
    }
}
