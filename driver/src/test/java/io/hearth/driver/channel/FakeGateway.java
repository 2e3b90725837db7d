package io.hearth.driver.channel;

import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.Envelope;
import io.hearth.api.channel.GatewayFrame;
import io.hearth.api.channel.Protocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The gateway's side of the channel on a real socket. It applies every report once and remembers what it heard. */
public final class FakeGateway implements AutoCloseable {

    private final ServerSocket server;
    private final List<String> upgrades = new ArrayList<>();
    private final List<DriverFrame> heard = new ArrayList<>();
    private final List<DriverFrame> applied = new ArrayList<>();
    private final List<Long> sequences = new ArrayList<>();
    private long appliedSequence;
    private long leaseMillis = 30_000;
    private int refusal;
    private boolean acknowledges = true;
    private @Nullable WebSocketPeer peer;
    private List<String> urls;

    public FakeGateway() throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.urls = List.of(url());
        Thread thread = new Thread(this::acceptAll, "fake-gateway");
        thread.setDaemon(true);
        thread.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** Another gateway of the same drivers, which has their packages. This one has none, and says that it is busy. */
    public synchronized void packagesAt(String url) {
        urls = List.of(url(), url);
    }

    /** What drivers are told to dial. */
    public synchronized List<String> urls() {
        return urls;
    }

    /** Answers every upgrade with this status from now on. */
    public synchronized void refuseWith(int status) {
        refusal = status;
    }

    public synchronized void leaseMillis(long millis) {
        leaseMillis = millis;
    }

    /** From now on reports are heard, but neither applied nor acknowledged. */
    public synchronized void stopApplying() {
        acknowledges = false;
    }

    public synchronized void startApplying() {
        acknowledges = true;
    }

    public synchronized void send(GatewayFrame frame) {
        if (peer == null) {
            throw new IllegalStateException("no driver is connected");
        }
        peer.send(Envelope.unnumbered(frame));
    }

    /** Cuts the wire without a word. What was not acknowledged is applied when it comes again. */
    public synchronized void cutAndStartApplying() {
        startApplying();
        cut();
    }

    /** Cuts the wire without a word. */
    public synchronized void cut() {
        if (peer != null) {
            peer.close();
            peer = null;
        }
    }

    public synchronized List<DriverFrame> applied() {
        return List.copyOf(applied);
    }

    public synchronized List<Long> sequences() {
        return List.copyOf(sequences);
    }

    public synchronized List<String> upgrades() {
        return List.copyOf(upgrades);
    }

    public synchronized <T extends DriverFrame> List<T> heard(Class<T> type) {
        return heard.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The first applied report of a type that fits, waited for up to 3 minutes. */
    public synchronized <T extends DriverFrame> T await(Class<T> type, Predicate<T> fits) throws InterruptedException {
        return awaitIn(applied, type, fits);
    }

    public synchronized <T extends DriverFrame> T await(Class<T> type) throws InterruptedException {
        return awaitIn(applied, type, frame -> true);
    }

    /** The first frame of a type that fits and was heard, applied or not. */
    public synchronized <T extends DriverFrame> T awaitHeard(Class<T> type, Predicate<T> fits)
            throws InterruptedException {
        return awaitIn(heard, type, fits);
    }

    private <T extends DriverFrame> T awaitIn(List<DriverFrame> frames, Class<T> type, Predicate<T> fits)
            throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        while (true) {
            for (DriverFrame frame : frames) {
                if (type.isInstance(frame) && fits.test(type.cast(frame))) {
                    return type.cast(frame);
                }
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("no " + type.getSimpleName() + " came; there were " + frames);
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread thread = new Thread(() -> serve(socket), "fake-gateway-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            WebSocketPeer connected = new WebSocketPeer(socket);
            if (!connected.request().startsWith("GET " + Protocol.PATH + " ")) {
                connected.refuse(503);
                return;
            }
            int status;
            synchronized (this) {
                upgrades.add(connected.request());
                status = refusal;
                notifyAll();
            }
            if (status != 0) {
                connected.refuse(status);
                return;
            }
            connected.accept();
            synchronized (this) {
                peer = connected;
            }
            for (Envelope envelope = connected.receive(); envelope != null; envelope = connected.receive()) {
                take(connected, envelope);
            }
        } catch (IOException e) {
            // The wire was cut; the test knows.
        }
    }

    private synchronized void take(WebSocketPeer from, Envelope envelope) {
        if (from != peer) {
            // What was under way when the wire was cut does not arrive.
            return;
        }
        DriverFrame frame = (DriverFrame) envelope.frame();
        heard.add(frame);
        if (frame instanceof DriverFrame.Hello) {
            from.send(Envelope.unnumbered(new GatewayFrame.Welcome(appliedSequence, leaseMillis)));
        } else if (acknowledges) {
            if (frame.isReport()) {
                sequences.add(envelope.sequence());
                if (envelope.sequence() == appliedSequence + 1) {
                    appliedSequence++;
                    applied.add(frame);
                }
            }
            from.send(Envelope.unnumbered(new GatewayFrame.Acknowledge(appliedSequence)));
        }
        notifyAll();
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
