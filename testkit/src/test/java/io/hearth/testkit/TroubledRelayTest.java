package io.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hearth.testkit.TroubledRelay.Direction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TroubledRelayTest {

    /** Says back what it is told. */
    private static final class Echo implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final List<String> heard = new CopyOnWriteArrayList<>();

        Echo() throws IOException {
            Thread thread = new Thread(this::accept, "echo");
            thread.setDaemon(true);
            thread.start();
        }

        private void accept() {
            try {
                while (true) {
                    Socket connection = socket.accept();
                    Thread thread = new Thread(() -> answer(connection), "echo-answer");
                    thread.setDaemon(true);
                    thread.start();
                }
            } catch (IOException e) {
                heard.add("closed");
            }
        }

        private void answer(Socket connection) {
            try (connection) {
                byte[] piece = new byte[1000];
                for (int length = connection.getInputStream().read(piece);
                        length >= 0;
                        length = connection.getInputStream().read(piece)) {
                    heard.add(new String(piece, 0, length, StandardCharsets.UTF_8));
                    connection.getOutputStream().write(piece, 0, length);
                }
            } catch (IOException e) {
                heard.add("broken");
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private Echo echo;
    private TroubledRelay relay;

    @BeforeEach
    void open() throws IOException {
        echo = new Echo();
        relay = TroubledRelay.to(echo.socket.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        relay.close();
        echo.close();
        await().until(() -> relay.connections() == 0);
    }

    private Socket dial() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), relay.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hear(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
    }

    @Test
    void passesWhatItGetsAndItsEnd() throws IOException {
        try (Socket socket = dial()) {
            say(socket, "hello");
            socket.shutdownOutput();

            assertThat(hear(socket, 100)).isEqualTo("hello");
        }
    }

    @Test
    void cutsWhatThereIsAndTakesNewOnes() throws IOException {
        try (Socket socket = dial()) {
            say(socket, "a");
            assertThat(hear(socket, 1)).isEqualTo("a");

            relay.cut();

            assertThatThrownBy(() -> hear(socket, 1)).isInstanceOf(SocketException.class);
        }
        try (Socket socket = dial()) {
            say(socket, "b");
            assertThat(hear(socket, 1)).isEqualTo("b");
        }
    }

    @Test
    void refusesUntilItIsHealed() throws IOException {
        relay.refuse();
        assertThatThrownBy(() -> {
                    try (Socket socket = dial()) {
                        say(socket, "a");
                        assertThat(socket.getInputStream().read()).isNotEqualTo(-1);
                    }
                })
                .isInstanceOf(IOException.class);

        relay.heal();
        try (Socket socket = dial()) {
            say(socket, "b");
            assertThat(hear(socket, 1)).isEqualTo("b");
        }
    }

    @Test
    void holdsBytesWithoutLosingOne() throws IOException {
        try (Socket socket = dial()) {
            relay.hold();
            say(socket, "held");
            socket.setSoTimeout(300);
            assertThatThrownBy(() -> hear(socket, 1)).isInstanceOf(SocketTimeoutException.class);

            relay.heal();
            socket.setSoTimeout(10_000);
            assertThat(hear(socket, 4)).isEqualTo("held");
        }
    }

    @Test
    void isSlow() throws IOException {
        try (Socket socket = dial()) {
            relay.delay(Duration.ofMillis(200));
            long before = System.nanoTime();
            say(socket, "slow");
            assertThat(hear(socket, 4)).isEqualTo("slow");

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
        }
    }

    @Test
    void breaksInTheMiddle() throws IOException {
        try (Socket socket = dial()) {
            relay.cutAfter(Direction.TO_SERVER, 5);
            say(socket, "abc");
            assertThat(hear(socket, 3)).isEqualTo("abc");
            say(socket, "defg");

            assertThatThrownBy(() -> hear(socket, 1)).isInstanceOf(SocketException.class);
            await().until(() -> String.join("", echo.heard).contains("abcde"));
            assertThat(String.join("", echo.heard)).doesNotContain("f");
            assertThat(relay.isCutPending()).isFalse();
        }
    }

    @Test
    void letsAnOrderThroughAndNotItsAnswer() throws IOException {
        try (Socket socket = dial()) {
            relay.cutAfterText(Direction.TO_SERVER, "do it");
            say(socket, "please");
            assertThat(hear(socket, 6)).isEqualTo("please");
            say(socket, "now do it!");

            assertThatThrownBy(() -> hear(socket, 1)).isInstanceOf(SocketException.class);
            await().until(() -> echo.heard.contains("now do it!"));
        }
    }
}
