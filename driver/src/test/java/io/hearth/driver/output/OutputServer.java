package io.hearth.driver.output;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hearth.api.channel.Protocol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of a gateway that drivers carry long texts to. How its next answers go wrong can be ordered. */
final class OutputServer implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, ByteArrayOutputStream> texts = new HashMap<>();
    private final Deque<Trouble> orders = new ArrayDeque<>();
    private final List<Integer> sizes = new ArrayList<>();

    /** How a request goes wrong. */
    enum Trouble {
        AWAY,
        /** The piece is kept, but nobody hears of it. */
        ANSWER_LOST,
        FULL
    }

    OutputServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(Protocol.OUTPUT_PATH, this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    synchronized void order(Trouble... troubles) {
        orders.addAll(Arrays.asList(troubles));
    }

    /** What it has of a statement, as {@code session/statement}. */
    synchronized byte[] text(String statement) {
        ByteArrayOutputStream text = texts.get(statement);
        return text == null ? new byte[0] : text.toByteArray();
    }

    /** How large each piece was that was kept. */
    synchronized List<Integer> sizes() {
        return List.copyOf(sizes);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] piece = exchange.getRequestBody().readAllBytes();
        String statement = exchange.getRequestURI().getPath().substring(Protocol.OUTPUT_PATH.length());
        String query = exchange.getRequestURI().getQuery();
        int status = take(statement, Integer.parseInt(query.substring("from=".length())), piece);
        exchange.getResponseHeaders().set(Protocol.LENGTH_HEADER, String.valueOf(text(statement).length));
        try (exchange) {
            if (status > 0) {
                exchange.sendResponseHeaders(status, -1);
            }
        }
    }

    private synchronized int take(String statement, int from, byte[] piece) {
        @Nullable Trouble trouble = orders.poll();
        if (trouble == Trouble.AWAY) {
            return 503;
        }
        if (trouble == Trouble.FULL) {
            return 413;
        }
        ByteArrayOutputStream text = texts.computeIfAbsent(statement, key -> new ByteArrayOutputStream());
        if (text.size() != from) {
            return 409;
        }
        text.writeBytes(piece);
        if (piece.length > 0) {
            sizes.add(piece.length);
        }
        return trouble == Trouble.ANSWER_LOST ? 0 : 204;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
