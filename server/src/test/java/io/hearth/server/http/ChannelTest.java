package io.hearth.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.api.channel.Protocol;
import io.hearth.server.channel.ChannelConnection;
import io.hearth.server.channel.ChannelEndpoint;
import io.hearth.server.channel.ChannelListener;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ChannelTest {

    private final BlockingQueue<String> heardByGateway = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> heardByDriver = new LinkedBlockingQueue<>();
    private final BlockingQueue<ChannelConnection> connections = new LinkedBlockingQueue<>();
    private final TestServer server = new TestServer(new Endpoint());

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void messagesGoBothWaysInOrder() throws InterruptedException {
        WebSocket driver = dial("d1", "right");
        ChannelConnection connection = connections.take();
        for (int i = 0; i < 100; i++) {
            driver.sendBinary(ByteBuffer.wrap(("up" + i).getBytes(StandardCharsets.UTF_8)), true)
                    .join();
            connection.send(("down" + i).getBytes(StandardCharsets.UTF_8));
        }
        for (int i = 0; i < 100; i++) {
            assertThat(heardByGateway.take()).isEqualTo("up" + i);
            assertThat(heardByDriver.take()).isEqualTo("down" + i);
        }
        driver.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        assertThat(heardByGateway.take()).isEqualTo("closed");
    }

    @Test
    void aLargeMessageArrivesWhole() throws InterruptedException {
        WebSocket driver = dial("d1", "right");
        byte[] large = "x".repeat(Protocol.MAX_MESSAGE_BYTES).getBytes(StandardCharsets.UTF_8);
        driver.sendBinary(ByteBuffer.wrap(large), true).join();
        assertThat(heardByGateway.take()).hasSize(large.length);
    }

    @Test
    void aMessageOverTheLimitEndsTheConnection() throws InterruptedException {
        WebSocket driver = dial("d1", "right");
        byte[] large = new byte[Protocol.MAX_MESSAGE_BYTES + 1];
        driver.sendBinary(ByteBuffer.wrap(large), true)
                .exceptionally(failure -> driver)
                .join();
        assertThat(heardByGateway.take()).isEqualTo("closed");
    }

    @Test
    void aTextEndsTheConnection() throws InterruptedException {
        dial("d1", "right").sendText("{}", true).join();
        assertThat(heardByGateway.take()).isEqualTo("closed");
    }

    @Test
    void theGatewayEndsAConnection() throws InterruptedException {
        dial("d1", "right");
        connections.take().close();
        assertThat(heardByDriver.take()).isEqualTo("closed 1000");
        assertThat(heardByGateway.take()).isEqualTo("closed");
    }

    @Test
    void aStrangerIsRefusedBeforeTheUpgrade() {
        assertThatThrownBy(() -> dial("d1", "wrong"))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        e -> assertThat(e.getResponse().statusCode()).isEqualTo(401));
    }

    @Test
    void whomTheEndpointRefusesAfterAllIsDisconnected() throws InterruptedException {
        dial("d1", "late");
        assertThat(heardByDriver.take()).isEqualTo("closed 1008");
    }

    @Test
    void theServersEndIsHeard() throws InterruptedException {
        dial("d1", "right");
        connections.take();
        server.close();
        assertThat(heardByGateway.poll(10, TimeUnit.SECONDS)).isEqualTo("closed");
    }

    private WebSocket dial(String driverId, String secret) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header(Protocol.DRIVER_HEADER, driverId)
                .header("Authorization", "Bearer " + secret)
                .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + Protocol.PATH), new Driver())
                .join();
    }

    private final class Endpoint implements ChannelEndpoint {

        @Override
        public boolean admits(String driverId, String secret) {
            return driverId.equals("d1") && !secret.equals("wrong");
        }

        @Override
        public Optional<ChannelListener> open(String driverId, String secret, ChannelConnection connection) {
            if (secret.equals("late")) {
                return Optional.empty();
            }
            connections.add(connection);
            return Optional.of(new ChannelListener() {
                @Override
                public void received(ByteBuffer message) {
                    heardByGateway.add(StandardCharsets.UTF_8.decode(message).toString());
                }

                @Override
                public void closed() {
                    heardByGateway.add("closed");
                }
            });
        }
    }

    private final class Driver implements WebSocket.Listener {

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            heardByDriver.add(StandardCharsets.UTF_8.decode(data).toString());
            socket.request(1);
            return java.util.concurrent.CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            heardByDriver.add("closed " + status);
            return java.util.concurrent.CompletableFuture.completedFuture(null);
        }
    }
}
