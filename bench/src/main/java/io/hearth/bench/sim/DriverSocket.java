package io.hearth.bench.sim;

import io.hearth.api.channel.Protocol;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * A WebSocket of a driver on a socket that never waits. It knows what Hearth's gateway sends, not all of the protocol; a gateway
 * that does not take what is sent to it breaks the connection.
 */
final class DriverSocket {

    /** Of the nonce the gateway makes a proof that nobody here looks at. */
    private static final String NONCE = "c2ltdWxhdGVkIGRyaXZlcg==";

    private static final String UPGRADED = "HTTP/1.1 101 ";
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final int BINARY = 0x82;
    private static final int CLOSE = 0x88;
    private static final int MASKED = 0x80;
    private static final int TWO_BYTES = 126;

    private final SocketChannel channel;
    private final ByteBuffer request;
    private byte[] begun = {};
    private boolean connected;
    private boolean upgraded;

    private DriverSocket(SocketChannel channel, byte[] request) {
        this.channel = channel;
        this.request = ByteBuffer.wrap(request);
    }

    /** What takes a message; the buffer is the socket's again afterwards. */
    interface Messages {
        void take(ByteBuffer message) throws IOException;
    }

    /** What is done once the gateway has let the driver in. */
    interface Upgrade {
        void done() throws IOException;
    }

    static DriverSocket dial(URI gateway, DriverIdentity driver) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        String head = """
                GET %s HTTP/1.1
                Host: %s
                Connection: Upgrade
                Upgrade: websocket
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: %s
                Authorization: Bearer %s
                %s: %s

                """.formatted(
                        Protocol.PATH,
                        gateway.getAuthority(),
                        NONCE,
                        driver.secret(),
                        Protocol.DRIVER_HEADER,
                        driver.driverId());
        channel.connect(new InetSocketAddress(gateway.getHost(), gateway.getPort()));
        return new DriverSocket(channel, head.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    void register(Selector selector, Object attachment) throws IOException {
        channel.register(selector, SelectionKey.OP_CONNECT, attachment);
    }

    /** Whether the connection stands; asks for the upgrade when it has just come to. */
    boolean finishConnect(SelectionKey key) throws IOException {
        if (!connected && channel.finishConnect()) {
            connected = true;
            key.interestOps(SelectionKey.OP_READ);
            write(request);
        }
        return connected;
    }

    /** Takes what has come: whole messages go on, the beginning of one waits for its rest. */
    void receive(ByteBuffer buffer, Upgrade upgrade, Messages messages) throws IOException {
        buffer.clear().put(begun);
        int read = channel.read(buffer);
        buffer.flip();
        if (read < 0) {
            throw new EOFException("the gateway closed the connection");
        }
        if (!upgraded) {
            upgraded = takeHead(buffer);
            if (upgraded) {
                upgrade.done();
            }
        }
        while (upgraded && takeFrame(buffer, messages)) {
            // the next one
        }
        begun = new byte[buffer.remaining()];
        buffer.get(begun);
    }

    private static boolean takeHead(ByteBuffer buffer) throws IOException {
        String text = StandardCharsets.US_ASCII.decode(buffer.duplicate()).toString();
        int end = text.indexOf(END_OF_HEAD);
        if (end < 0) {
            return false;
        }
        if (!text.startsWith(UPGRADED)) {
            throw new IOException("the gateway refuses: " + text);
        }
        buffer.position(buffer.position() + end + END_OF_HEAD.length());
        return true;
    }

    /** Whether a whole frame was there. */
    private static boolean takeFrame(ByteBuffer buffer, Messages messages) throws IOException {
        int start = buffer.position();
        if (buffer.remaining() < 2) {
            return false;
        }
        int kind = buffer.get() & 0xff;
        int length = buffer.get() & 0x7f;
        if (length > TWO_BYTES) {
            throw new IOException("a frame larger than any that a simulated driver is sent");
        }
        if (length == TWO_BYTES) {
            length = buffer.remaining() < 2 ? Integer.MAX_VALUE : buffer.getShort() & 0xffff;
        }
        if (buffer.remaining() < length) {
            buffer.position(start);
            return false;
        }
        if (kind != BINARY) {
            throw new IOException(
                    kind == CLOSE ? "the gateway closes the connection" : "a frame of an unknown kind: " + kind);
        }
        ByteBuffer message = buffer.slice(buffer.position(), length);
        buffer.position(buffer.position() + length);
        messages.take(message);
        return true;
    }

    /** Sends a binary message of up to 64 KiB. */
    void send(byte[] message) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(message.length + 8);
        frame.put((byte) BINARY);
        if (message.length < TWO_BYTES) {
            frame.put((byte) (MASKED | message.length));
        } else {
            frame.put((byte) (MASKED | TWO_BYTES)).putShort((short) message.length);
        }
        // A mask of zeros, which changes nothing.
        frame.putInt(0).put(message).flip();
        write(frame);
    }

    private void write(ByteBuffer bytes) throws IOException {
        channel.write(bytes);
        if (bytes.hasRemaining()) {
            throw new IOException("the gateway does not read");
        }
    }
}
