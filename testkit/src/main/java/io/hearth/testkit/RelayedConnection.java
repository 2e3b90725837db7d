package io.hearth.testkit;

import io.hearth.testkit.TroubledRelay.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One connection through a {@link TroubledRelay}: two sockets and a thread for each way. Thread-safe. */
final class RelayedConnection {

    private static final int PIECE_BYTES = 16 << 10;

    private final Socket client;
    private final Socket server;
    private final TroubledGate gate;
    private final Consumer<RelayedConnection> onEnd;
    private final AtomicInteger openWays = new AtomicInteger(2);
    private final Thread there = new Thread(() -> carry(Direction.TO_SERVER), "troubled-relay-there");
    private final Thread back = new Thread(() -> carry(Direction.TO_CLIENT), "troubled-relay-back");

    /** @param onEnd told once both ways are over */
    RelayedConnection(Socket client, Socket server, TroubledGate gate, Consumer<RelayedConnection> onEnd) {
        this.client = client;
        this.server = server;
        this.gate = gate;
        this.onEnd = onEnd;
        there.setDaemon(true);
        back.setDaemon(true);
    }

    void start() {
        there.start();
        back.start();
    }

    private void carry(Direction direction) {
        Socket from = direction == Direction.TO_SERVER ? client : server;
        Socket to = direction == Direction.TO_SERVER ? server : client;
        try {
            carry(direction, from, to);
            // What was sent before the end arrives before it.
            to.shutdownOutput();
        } catch (IOException e) {
            // One side broke off; the other shall see the same.
            reset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (openWays.decrementAndGet() == 0) {
                close(client);
                close(server);
                onEnd.accept(this);
            }
        }
    }

    private void carry(Direction direction, Socket from, Socket to) throws IOException, InterruptedException {
        InputStream input = from.getInputStream();
        OutputStream output = to.getOutputStream();
        byte[] piece = new byte[PIECE_BYTES];
        for (int length = input.read(piece); length >= 0; length = input.read(piece)) {
            TroubledGate.Verdict verdict = gate.judge(direction, piece, length);
            if (verdict.isCut()) {
                // First, so that no answer to these last bytes can come back.
                reset(from);
            }
            output.write(piece, 0, verdict.passing());
            output.flush();
            if (verdict.isCut()) {
                return;
            }
        }
    }

    /** Breaks it off on both sides, without a farewell. */
    void reset() {
        reset(client);
        reset(server);
        there.interrupt();
        back.interrupt();
    }

    static void reset(Socket socket) {
        try {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
            }
        } catch (IOException e) {
            // It is broken already, which is what is wanted.
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is as good as closed.
        }
    }
}
