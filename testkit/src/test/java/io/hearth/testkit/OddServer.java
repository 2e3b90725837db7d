package io.hearth.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server on a port of 127.0.0.1 that answers as badly as a test wants. Thread-safe. */
final class OddServer implements AutoCloseable {

    private final ServerSocket socket;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    OddServer() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::accept, "odd-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** What is sent for a path; it may take its time, or not end. */
    interface Answer {
        void to(OutputStream output) throws Exception;
    }

    int port() {
        return socket.getLocalPort();
    }

    /** The address as a setting allows it. */
    String place() {
        return "127.0.0.1:" + port();
    }

    String url(String path) {
        return "http://" + place() + path;
    }

    void on(String path, Answer answer) {
        answers.put(path, answer);
    }

    /** Answers with status 200 and a body of its length. */
    void serve(String path, String body) {
        serve(path, body.getBytes(StandardCharsets.UTF_8));
    }

    void serve(String path, byte[] body) {
        on(path, output -> {
            head(output, "200 OK", "Content-Length: " + body.length);
            output.write(body);
        });
    }

    void redirect(String path, String location) {
        on(path, output -> head(output, "302 Found", "Location: " + location, "Content-Length: 0"));
    }

    void refuse(String path, String status) {
        on(path, output -> head(output, status, "Content-Length: 0"));
    }

    static void head(OutputStream output, String status, String... headers) throws IOException {
        String text = "HTTP/1.1 " + status + "\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n\r\n";
        output.write(text.getBytes(StandardCharsets.UTF_8));
        output.flush();
    }

    /** The heads of all requests so far. */
    List<String> requests() {
        return requests;
    }

    /** How often a path was asked for. */
    long count(String path) {
        return requests.stream()
                .filter(head -> head.startsWith("GET " + path + " "))
                .count();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                open.add(connection);
                Thread thread = new Thread(() -> answer(connection), "odd-answer");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void answer(Socket connection) {
        try (connection) {
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
            List<String> head = new ArrayList<>();
            for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
                head.add(line);
            }
            if (head.isEmpty()) {
                return;
            }
            requests.add(String.join("\n", head));
            String path = head.get(0).split(" ", -1)[1].split("\\?", -1)[0];
            answers.getOrDefault(path, output -> head(output, "404 Not Found", "Content-Length: 0"))
                    .to(connection.getOutputStream());
            connection.getOutputStream().flush();
        } catch (Exception e) {
            // The other side had enough, which is what some tests are about.
            requests.add("broken: " + e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket connection : open) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
