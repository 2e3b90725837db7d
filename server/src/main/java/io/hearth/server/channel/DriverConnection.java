package io.hearth.server.channel;

import io.hearth.api.channel.ChannelCodec;
import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.Envelope;
import io.hearth.api.channel.GatewayFrame;
import io.hearth.api.channel.Protocol;
import io.hearth.api.channel.ProtocolException;
import io.hearth.server.channel.DriverChannels.Gateways;
import io.hearth.server.error.GatewayException;
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
    private volatile @Nullable Gateways told;
    private volatile long applied;
    private volatile long heardAt;
    private volatile boolean gone;

    /** Something that came could not be taken: what comes after it would be taken for a gap. */
    private volatile boolean refused;

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
        if (refused) {
            return;
        }
        try {
            Envelope envelope = ChannelCodec.decode(message);
            if (envelope.frame() instanceof DriverFrame frame) {
                hear(envelope, frame);
            } else {
                throw new ProtocolException("a driver sent a frame that only gateways send", null);
            }
        } catch (ProtocolException e) {
            LOG.warn("driver {} does not keep to the protocol: {}", driverId, e.getMessage());
            refuse();
        } catch (RuntimeException e) {
            // What was not committed is not acknowledged, so the driver says it again over its next connection.
            if (GatewayException.isForNow(e)) {
                LOG.debug("what driver {} said cannot be taken for now", driverId, e);
            } else {
                LOG.warn("what driver {} said could not be taken", driverId, e);
            }
            refuse();
        }
    }

    /** The rest may be here already, or on its way, before the other side hears of this. */
    private void refuse() {
        refused = true;
        close();
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
            answerBeat();
        } else if (frame instanceof DriverFrame.Progress progress) {
            channels.reports().hear(driverId, progress);
        } else if (frame instanceof DriverFrame.Output piece) {
            channels.reports().hear(driverId, piece);
        } else {
            take(current, envelope);
        }
    }

    /** Whoever is connected for long outlives the gateways that it once was told of. */
    private void answerBeat() {
        Gateways now = channels.gateways();
        if (now.equals(told)) {
            send(new GatewayFrame.Acknowledge(applied));
        } else {
            told = now;
            send(new GatewayFrame.Acknowledge(applied, now.urls(), now.certificates()));
        }
    }

    private void greet(DriverFrame.Hello hello) throws ProtocolException {
        if (attachment != null || !hello.driverId().equals(driverId)) {
            throw new ProtocolException("the hello must come once and name the driver that was let in", null);
        }
        if (hello.protocol() < Protocol.OLDEST_SERVED || hello.protocol() > Protocol.VERSION) {
            // A newer driver finds a gateway of its version among the others.
            throw new ProtocolException("protocol " + hello.protocol() + " is not spoken here", null);
        }
        Optional<Attachment> made = channels.desk().attach(hello, this);
        if (made.isEmpty()) {
            refuse();
            return;
        }
        attachment = made.get();
        if (gone) {
            // It broke while it was made, and nobody else will say so.
            detach(made.get());
            return;
        }
        applied = made.get().appliedSequence();
        synchronized (sending) {
            Gateways now = channels.gateways();
            told = now;
            transmit(new GatewayFrame.Welcome(applied, channels.leaseMillis(), now.urls(), now.certificates()));
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
            refuse();
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

    /** Ends it also where nobody is left on the other side to agree. */
    void abort() {
        connection.abort();
    }

    @Override
    public void closed() {
        gone = true;
        channels.forget(this);
        Attachment current = attachment;
        if (current != null) {
            detach(current);
        }
    }

    private void detach(Attachment current) {
        try {
            channels.desk().detach(driverId, current.epoch(), this);
        } catch (RuntimeException e) {
            if (!GatewayException.isForNow(e)) {
                throw e;
            }
            LOG.debug("that driver {} is gone is written down later", driverId, e);
        }
    }
}
