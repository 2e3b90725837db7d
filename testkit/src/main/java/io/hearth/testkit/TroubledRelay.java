package io.hearth.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A way through to a server on this machine, on a port of 127.0.0.1 of its own, that misbehaves when it is told to: it cuts,
 * refuses, stands still, is slow, or breaks in the middle of something. Bytes that pass are never changed. Thread-safe.
 */
public final class TroubledRelay implements AutoCloseable {

    private final InetSocketAddress target;
    private final ServerSocket listening;
    private final TroubledGate gate = new TroubledGate();
    private final Set<RelayedConnection> connections = ConcurrentHashMap.newKeySet();

    /** Which way bytes go. */
    public enum Direction {
        TO_SERVER,
        TO_CLIENT
    }

    private TroubledRelay(InetSocketAddress target) {
        this.target = target;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::accept, "troubled-relay");
        thread.setDaemon(true);
        thread.start();
    }

    /** Opens a way to a port of 127.0.0.1, well-behaved at first. Nothing needs to listen there yet. */
    public static TroubledRelay to(int port) {
        return new TroubledRelay(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** Where it is dialled, on 127.0.0.1. */
    public int port() {
        return listening.getLocalPort();
    }

    /** Everything is well from now on: what was held goes on its way, in order. What was cut stays cut. */
    public void heal() {
        gate.pass();
    }

    /** Resets every connection there is. New ones can be made. */
    public void cut() {
        connections.forEach(RelayedConnection::reset);
    }

    /** Resets every connection there is, and each new one at once, until it is healed. */
    public void refuse() {
        gate.refuse();
        cut();
    }

    /** Takes connections and bytes and lets none through either way, as a network that swallows everything, until it is healed. */
    public void hold() {
        gate.hold();
    }

    /** Every piece takes so much longer, either way, until it is healed. */
    public void delay(Duration each) {
        gate.delay(each);
    }

    /** Resets, once, the connection over which the last of so many bytes goes, counted over all of them from now on. */
    public void cutAfter(Direction direction, long bytes) {
        gate.cutAfter(direction, bytes);
    }

    /**
     * Resets, once, the connection over which such a text goes: the piece that has it arrives, and no answer comes back. A
     * text that is split over two pieces is not seen.
     */
    public void cutAfterText(Direction direction, String text) {
        gate.cutAfterText(direction, text);
    }

    /** Whether something that {@link #cutAfter} or {@link #cutAfterText} was told to wait for is still to come. */
    public boolean isCutPending() {
        return gate.isCutPending();
    }

    /** How many connections there are at this moment. */
    public int connections() {
        return connections.size();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                take(listening.accept());
            } catch (IOException e) {
                // It was closed, or a single connection broke before it was one.
            }
        }
    }

    private void take(Socket client) throws IOException {
        if (gate.isRefusing()) {
            RelayedConnection.reset(client);
            return;
        }
        Socket server = new Socket();
        try {
            server.connect(target, 5_000);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        } catch (IOException e) {
            RelayedConnection.reset(client);
            RelayedConnection.reset(server);
            return;
        }
        RelayedConnection connection = new RelayedConnection(client, server, gate, connections::remove);
        connections.add(connection);
        connection.start();
        if (gate.isRefusing() || listening.isClosed()) {
            // It was told so while this one was made.
            connection.reset();
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        gate.refuse();
        List.copyOf(connections).forEach(RelayedConnection::reset);
    }
}
