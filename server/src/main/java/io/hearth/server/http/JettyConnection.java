package io.hearth.server.http;

import io.hearth.api.channel.Protocol;
import io.hearth.server.channel.ChannelConnection;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;

/** A driver's WebSocket. Messages queue up in memory until the driver takes them, and no further than a bound. */
final class JettyConnection implements ChannelConnection {

    private static final long MAX_QUEUED_BYTES = 2L * Protocol.MAX_MESSAGE_BYTES;

    private final Session session;
    private final AtomicLong queuedBytes = new AtomicLong();

    JettyConnection(Session session) {
        this.session = session;
    }

    @Override
    public void send(byte[] message) {
        if (queuedBytes.addAndGet(message.length) > MAX_QUEUED_BYTES) {
            session.disconnect();
            return;
        }
        try {
            session.sendBinary(
                    ByteBuffer.wrap(message),
                    Callback.from(() -> queuedBytes.addAndGet(-message.length), failure -> session.disconnect()));
        } catch (RuntimeException e) {
            session.disconnect();
        }
    }

    @Override
    public void close() {
        session.close(StatusCode.NORMAL, "closed by the gateway", Callback.NOOP);
    }

    @Override
    public void abort() {
        session.disconnect();
    }
}
