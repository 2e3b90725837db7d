package io.hearth.bench.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A request as it goes over the wire. Immutable. */
final class RawRequest {

    private final String method;
    private final String target;
    private final List<Header> headers;
    private final byte[] body;
    private final Framing framing;

    /**
     * @param target what stands between method and version, as it is sent
     * @param headers without those of the framing
     * @param body is the request's from now on
     */
    RawRequest(String method, String target, List<Header> headers, byte[] body, Framing framing) {
        this.method = method;
        this.target = target;
        this.headers = List.copyOf(headers);
        this.body = body;
        this.framing = framing;
    }

    record Header(String name, String value) {}

    /** How the gateway is told where the body ends. */
    enum Framing {
        /** A right Content-Length; none for no body. */
        LENGTH,
        /** In chunks. */
        CHUNKED,
        /** More is promised than comes. */
        CUT,
        /** In chunks, of which one has a size that is no number. */
        BAD_CHUNKS
    }

    String method() {
        return method;
    }

    String target() {
        return target;
    }

    Framing framing() {
        return framing;
    }

    /** A copy of it. */
    byte[] body() {
        return body.clone();
    }

    boolean hasBody() {
        return body.length > 0;
    }

    /** Whether HTTP itself is kept to, so that there must be an answer. */
    boolean isFramed() {
        return framing == Framing.LENGTH || framing == Framing.CHUNKED;
    }

    RawRequest withMethod(String other) {
        return new RawRequest(other, target, headers, body, framing);
    }

    RawRequest withTarget(String other) {
        return new RawRequest(method, other, headers, body, framing);
    }

    RawRequest withBody(byte[] other) {
        return new RawRequest(method, target, headers, other, framing);
    }

    RawRequest withBody(String other) {
        return withBody(other.getBytes(StandardCharsets.UTF_8));
    }

    RawRequest withFraming(Framing other) {
        return new RawRequest(method, target, headers, body, other);
    }

    RawRequest with(Header header) {
        List<Header> all = new ArrayList<>(headers);
        all.add(header);
        return new RawRequest(method, target, all, body, framing);
    }

    RawRequest without(Predicate<Header> which) {
        return new RawRequest(
                method, target, headers.stream().filter(which.negate()).toList(), body, framing);
    }

    /** The body as text; of one that is no UTF-8, what is left of it. */
    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** What is sent. */
    byte[] bytes() {
        StringBuilder head = new StringBuilder();
        head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        for (Header header : headers) {
            head.append(header.name()).append(": ").append(header.value()).append("\r\n");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        switch (framing) {
            case LENGTH -> {
                if (body.length > 0) {
                    head.append("Content-Length: ").append(body.length).append("\r\n");
                }
                bytes.writeBytes(latin(head.append("\r\n")));
                bytes.writeBytes(body);
            }
            case CUT -> {
                head.append("Content-Length: ").append(body.length + 10).append("\r\n\r\n");
                bytes.writeBytes(latin(head));
                bytes.writeBytes(body);
            }
            case CHUNKED -> {
                bytes.writeBytes(latin(head.append("Transfer-Encoding: chunked\r\n\r\n")));
                writeChunks(bytes);
            }
            case BAD_CHUNKS -> {
                bytes.writeBytes(latin(head.append("Transfer-Encoding: chunked\r\n\r\nzz\r\n")));
                bytes.writeBytes(body);
            }
        }
        return bytes.toByteArray();
    }

    private void writeChunks(ByteArrayOutputStream bytes) {
        int half = body.length / 2;
        writeChunk(bytes, 0, half);
        writeChunk(bytes, half, body.length);
        bytes.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private void writeChunk(ByteArrayOutputStream bytes, int from, int to) {
        if (to > from) {
            bytes.writeBytes((Integer.toHexString(to - from) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            bytes.write(body, from, to - from);
            bytes.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Bytes beyond ASCII go out as they are written here, which no client would do. */
    private static byte[] latin(StringBuilder head) {
        return head.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
