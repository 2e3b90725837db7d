package io.hearth.bench.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Many callers that each ask one thing over a connection of their own, and one thread that takes what they are answered. */
public final class Crowd implements AutoCloseable {

    private static final byte[] SUCCESS = "HTTP/1.1 2".getBytes(StandardCharsets.US_ASCII);

    private final Selector selector;
    private final int size;
    private final AtomicInteger answered = new AtomicInteger();
    private volatile @Nullable IOException failure;
    private volatile boolean closed;

    private Crowd(Selector selector, int size) {
        this.selector = selector;
        this.size = size;
    }

    /** Sends a GET for each of the paths and does not wait for the answers. */
    static Crowd asking(URI gateway, String token, List<String> paths) throws IOException {
        Crowd crowd = new Crowd(Selector.open(), paths.size());
        for (String path : paths) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(gateway.getHost(), gateway.getPort()));
            String request = "GET %s HTTP/1.1\r\nHost: %s\r\nX-Auth-Token: %s\r\n\r\n"
                    .formatted(path, gateway.getAuthority(), token);
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            channel.configureBlocking(false);
            channel.register(crowd.selector, SelectionKey.OP_READ);
        }
        Thread reader = new Thread(crowd::read, "crowd");
        reader.setDaemon(true);
        reader.start();
        return crowd;
    }

    private void read() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
        try {
            while (!closed) {
                selector.select(key -> take(key, buffer));
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            failure = e;
        } catch (UncheckedIOException e) {
            failure = e.getCause();
        }
    }

    private void take(SelectionKey key, ByteBuffer buffer) {
        try {
            buffer.clear();
            if (((SocketChannel) key.channel()).read(buffer) < 0) {
                key.cancel();
            } else if (key.attachment() == null) {
                key.attach(this);
                answered.incrementAndGet();
                requireSuccess(buffer.flip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireSuccess(ByteBuffer answer) throws IOException {
        ByteBuffer expected = ByteBuffer.wrap(SUCCESS);
        if (answer.remaining() < expected.remaining()
                || answer.slice(0, expected.remaining()).compareTo(expected) != 0) {
            throw new IOException("not a success: " + StandardCharsets.UTF_8.decode(answer));
        }
    }

    /** How many were sent something by now. */
    public int answered() throws IOException {
        IOException broken = failure;
        if (broken != null) {
            throw new IOException("the crowd broke", broken);
        }
        return answered.get();
    }

    /** Waits until each was sent something. */
    public void awaitAnswers(Duration atMost) throws IOException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (answered() < size) {
            if (System.nanoTime() > deadline) {
                throw new IOException("only %d of %d were answered".formatted(answered(), size));
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
    }
}
