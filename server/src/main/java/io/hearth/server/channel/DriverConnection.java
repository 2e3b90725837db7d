package io.hearth.server.channel;

import io.hearth.api.channel.ChannelCodec;
import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.Envelope;
import io.hearth.api.channel.GatewayFrame;
import io.hearth.api.channel.Protocol;
import io.hearth.api.channel.ProtocolException;
import io.hearth.server.session.DriverDesk.Attachment;
import io.hearth.server.session.DriverLink;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of a driver. It begins with the driver's hello; what is sent before that was answered waits, so that
 * the welcome is always the first word. Thread-safe.
 */
final class DriverConnection implements ChannelListener, DriverLink {

    private static final Logger LOG = LoggerFactory.getLogger(DriverConnection.class);

    private final String driverId;
    private final ChannelConnection connection;
    private final DriverChannels channels;
    private final Object sending = new Object();
    private @Nullable List<GatewayFrame> heldBack = new ArrayList<>();
    private volatile @Nullable Attachment attachment;
    private volatile long applied;
    private volatile long heardAt;
    private volatile boolean gone;

    DriverConnection(String driverId, ChannelConnection connection, DriverChannels channels) {
        this.driverId = driverId;
        this.connection = connection;
        this.channels = channels;
        this.heardAt = channels.now();
    }

    long heardAt() {
        return heardAt;
    }

    @Override
    public void received(ByteBuffer message) {
        heardAt = channels.now();
        try {
            Envelope envelope = ChannelCodec.decode(message);
            if (envelope.frame() instanceof DriverFrame frame) {
                hear(envelope, frame);
            } else {
                throw new ProtocolException("a driver sent a frame that only gateways send", null);
            }
        } catch (ProtocolException e) {
            LOG.warn("driver {} does not keep to the protocol: {}", driverId, e.getMessage());
            close();
        } catch (RuntimeException e) {
            // What was not committed is not acknowledged, so the driver says it again over its next connection.
            LOG.warn("what driver {} said could not be taken", driverId, e);
            close();
        }
    }

    private void hear(Envelope envelope, DriverFrame frame) throws ProtocolException {
        if (frame instanceof DriverFrame.Hello hello) {
            greet(hello);
            return;
        }
        Attachment current = attachment;
        if (current == null) {
            throw new ProtocolException("nothing may be said before the hello", null);
        }
        if (frame instanceof DriverFrame.Heartbeat) {
            send(new GatewayFrame.Acknowledge(applied));
        } else if (frame instanceof DriverFrame.Progress progress) {
            channels.reports().hear(driverId, progress);
        } else if (frame instanceof DriverFrame.Output piece) {
            channels.reports().hear(driverId, piece);
        } else {
            take(current, envelope);
        }
    }

    private void greet(DriverFrame.Hello hello) throws ProtocolException {
        if (attachment != null || !hello.driverId().equals(driverId)) {
            throw new ProtocolException("the hello must come once and name the driver that was let in", null);
        }
        if (hello.protocol() != Protocol.VERSION) {
            throw new ProtocolException("protocol " + hello.protocol() + " is not spoken here", null);
        }
        Optional<Attachment> made = channels.desk().attach(hello, this);
        if (made.isEmpty()) {
            close();
            return;
        }
        attachment = made.get();
        if (gone) {
            // It broke while it was made, and nobody else will say so.
            channels.desk().detach(driverId, made.get().epoch(), this);
            return;
        }
        applied = made.get().appliedSequence();
        synchronized (sending) {
            transmit(new GatewayFrame.Welcome(applied, channels.leaseMillis()));
            made.get().frames().forEach(this::transmit);
            List<GatewayFrame> waiting = heldBack;
            heldBack = null;
            if (waiting != null) {
                waiting.forEach(this::transmit);
            }
        }
    }

    private void take(Attachment current, Envelope report) {
        OptionalLong committed = channels.reports().apply(driverId, current.epoch(), report);
        if (committed.isEmpty()) {
            LOG.info("a connection of driver {} is fenced or has a gap", driverId);
            close();
            return;
        }
        applied = committed.getAsLong();
        send(new GatewayFrame.Acknowledge(applied));
    }

    @Override
    public void send(GatewayFrame frame) {
        synchronized (sending) {
            if (heldBack != null) {
                heldBack.add(frame);
            } else {
                transmit(frame);
            }
        }
    }

    private void transmit(GatewayFrame frame) {
        connection.send(ChannelCodec.encode(Envelope.unnumbered(frame)));
    }

    @Override
    public void close() {
        connection.close();
    }

    @Override
    public void closed() {
        gone = true;
        channels.forget(this);
        Attachment current = attachment;
        if (current != null) {
            channels.desk().detach(driverId, current.epoch(), this);
        }
    }
}
