package io.hearth.driver.packages;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hearth.api.PackageKind;
import io.hearth.api.Sha256;
import io.hearth.api.channel.Protocol;
import io.hearth.api.channel.SessionPackage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The part of a gateway that drivers fetch packages from. How its next answers go wrong can be ordered. */
public final class PackageServer implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, byte[]> contents = new ConcurrentHashMap<>();
    private final Deque<Answer> orders = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();

    /** How a request is answered. */
    sealed interface Answer {

        /** With a status and nothing else. */
        record Status(int code) implements Answer {}

        /** As much of the content, and then the wire is cut. */
        record Cut(int bytes) implements Answer {}

        /** With other bytes of the same number. */
        record Wrong() implements Answer {}
    }

    public PackageServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(Protocol.PACKAGE_PATH, this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Has a package from now on. */
    public SessionPackage put(String name, PackageKind kind, byte[] content) {
        String digest = Sha256.of(content);
        contents.put(digest, content);
        return new SessionPackage(name, kind, digest, content.length);
    }

    /** How the next requests are answered; those after them as they should be. */
    synchronized void order(Answer... answers) {
        orders.addAll(Arrays.asList(answers));
    }

    /** Of each request its range, its driver and its secret. */
    synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    private synchronized @Nullable Answer next(HttpExchange exchange) {
        asked.add(exchange.getRequestHeaders().getFirst("Range") + " "
                + exchange.getRequestHeaders().getFirst(Protocol.DRIVER_HEADER) + " "
                + exchange.getRequestHeaders().getFirst("Authorization"));
        return orders.poll();
    }

    private void answer(HttpExchange exchange) throws IOException {
        Answer order = next(exchange);
        byte[] content = contents.get(exchange.getRequestURI().getPath().substring(Protocol.PACKAGE_PATH.length()));
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("[^0-9]", ""));
        try (exchange) {
            if (order instanceof Answer.Status status) {
                exchange.sendResponseHeaders(status.code(), -1);
            } else if (content == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                byte[] rest = Arrays.copyOfRange(content, from, content.length);
                exchange.sendResponseHeaders(range == null ? 200 : 206, rest.length == 0 ? -1 : rest.length);
                send(exchange.getResponseBody(), rest, order);
            }
        }
    }

    private static void send(OutputStream out, byte[] rest, @Nullable Answer order) throws IOException {
        if (order instanceof Answer.Cut cut) {
            out.write(rest, 0, cut.bytes());
            out.flush();
            throw new IOException("cut, as ordered");
        } else if (order instanceof Answer.Wrong) {
            rest[0]++;
        }
        out.write(rest);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
