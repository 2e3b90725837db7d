package io.hearth.driver.channel;

import io.hearth.api.channel.ChannelCodec;
import io.hearth.api.channel.Envelope;
import io.hearth.api.channel.GatewayFrame;
import io.hearth.api.channel.Protocol;
import io.hearth.api.channel.ProtocolException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket from its dial to its end. Frames arrive one after the other on a thread of the HTTP client; they are sent
 * by one thread.
 */
final class Connection implements WebSocket.Listener {

    private final BiConsumer<Connection, GatewayFrame> receiver;
    private final Runnable onChange;
    private final ByteArrayOutputStream fragments = new ByteArrayOutputStream();
    private volatile long lastHeard = System.nanoTime();
    private volatile boolean open = true;
    private volatile @Nullable WebSocket socket;

    /**
     * A connection that is about to be dialled.
     *
     * @param receiver takes every frame
     * @param onChange told when the connection ended
     */
    Connection(BiConsumer<Connection, GatewayFrame> receiver, Runnable onChange) {
        this.receiver = receiver;
        this.onChange = onChange;
    }

    boolean isOpen() {
        return open;
    }

    /** When the other side last said something, {@link System#nanoTime}. */
    long lastHeard() {
        return lastHeard;
    }

    /** Sends one frame and waits until it is handed to the network. */
    void send(Envelope envelope) throws IOException, InterruptedException {
        WebSocket connected = socket;
        if (connected == null || !open) {
            throw new IOException("the connection is closed");
        }
        byte[] bytes = ChannelCodec.encode(envelope);
        if (bytes.length > Protocol.MAX_MESSAGE_BYTES) {
            throw new IllegalArgumentException("a frame of " + bytes.length + " bytes is too large for the channel");
        }
        try {
            connected.sendBinary(ByteBuffer.wrap(bytes), true).get(Protocol.SILENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("a frame could not be sent", e);
        }
    }

    void abort() {
        WebSocket connected = socket;
        if (connected != null) {
            connected.abort();
        }
        ended();
    }

    private void ended() {
        open = false;
        onChange.run();
    }

    @Override
    public void onOpen(WebSocket opened) {
        socket = opened;
        lastHeard = System.nanoTime();
        if (open) {
            opened.request(Long.MAX_VALUE);
        } else {
            // The dial was given up before the gateway answered.
            opened.abort();
        }
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        lastHeard = System.nanoTime();
        if (fragments.size() + data.remaining() > Protocol.MAX_MESSAGE_BYTES) {
            abort();
            return null;
        }
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        fragments.writeBytes(bytes);
        if (last) {
            ByteBuffer message = ByteBuffer.wrap(fragments.toByteArray());
            fragments.reset();
            receive(message);
        }
        return null;
    }

    private void receive(ByteBuffer message) {
        try {
            if (ChannelCodec.decode(message).frame() instanceof GatewayFrame frame) {
                receiver.accept(this, frame);
            }
        } catch (ProtocolException e) {
            // A newer gateway may say more than this driver understands.
            System.err.println("hearth-driver: a message of the gateway was not understood: " + e);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket closed, int status, String reason) {
        ended();
        return null;
    }

    @Override
    public void onError(WebSocket failed, Throwable error) {
        ended();
    }
}
