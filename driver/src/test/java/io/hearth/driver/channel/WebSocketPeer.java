package io.hearth.driver.channel;

import io.hearth.api.channel.ChannelCodec;
import io.hearth.api.channel.Envelope;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The server's end of one WebSocket, as much of RFC 6455 as the tests need. Every message goes out in two fragments. */
final class WebSocketPeer {

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final String request;

    WebSocketPeer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = new DataOutputStream(socket.getOutputStream());
        this.request = readRequest();
    }

    /** The head of the upgrade, as it came. */
    String request() {
        return request;
    }

    private String readRequest() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException();
            }
            head.write(octet);
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    void refuse(int status) throws IOException {
        write("HTTP/1.1 " + status + " No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }

    void accept() throws IOException {
        String key = request.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:"))
                .findFirst()
                .orElseThrow()
                .split(":", 2)[1]
                .strip();
        write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                + digest(key) + "\r\n\r\n");
    }

    private static String digest(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    synchronized void send(Envelope envelope) {
        byte[] bytes = ChannelCodec.encode(envelope);
        int half = bytes.length / 2;
        try {
            frame(0x02, bytes, 0, half);
            frame(0x80, bytes, half, bytes.length - half);
            out.flush();
        } catch (IOException e) {
            // The driver hung up; whoever waits for its answer will say so.
            close();
        }
    }

    private void frame(int first, byte[] bytes, int offset, int length) throws IOException {
        out.write(first);
        if (length < 126) {
            out.write(length);
        } else if (length < 65_536) {
            out.write(126);
            out.writeShort(length);
        } else {
            out.write(127);
            out.writeLong(length);
        }
        out.write(bytes, offset, length);
    }

    /** The next message, or null at the end. */
    @Nullable
    Envelope receive() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        while (true) {
            int first = in.read();
            if (first < 0 || (first & 0x0F) == 0x08) {
                return null;
            }
            message.writeBytes(readPayload());
            if ((first & 0x80) != 0) {
                return ChannelCodec.decode(ByteBuffer.wrap(message.toByteArray()));
            }
        }
    }

    private byte[] readPayload() throws IOException {
        int second = in.readUnsignedByte() & 0x7F;
        long length = second < 126 ? second : second == 126 ? in.readUnsignedShort() : in.readLong();
        byte[] mask = in.readNBytes(4);
        byte[] payload = in.readNBytes(Math.toIntExact(length));
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return payload;
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
