package io.hearth.testkit;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port of 127.0.0.1 for who has to know it before it listens, or listens again later. It is below those that the system gives
 * to connections, any of which could have it meanwhile.
 */
public final class FreePort {

    private static final int FIRST = 20_000;
    private static final int END = 30_000;

    private FreePort() {}

    public static int find() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException e) {
                // It is taken.
            }
        }
    }
}
