package io.hearth.driver.channel;

import io.hearth.api.channel.DriverSpec;
import io.hearth.api.channel.Protocol;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Opens WebSockets to the gateways of a driver, one after the other. Used by one thread. */
final class Dialer {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    private final HttpClient client;
    private final DriverSpec spec;
    private final List<URI> gateways;
    private int next;

    Dialer(DriverSpec spec) {
        this.spec = spec;
        this.gateways = spec.gatewayUrls().stream().map(Dialer::channelOf).toList();
        // The gateway is near; a proxy that user code or conf chose for its own traffic is no way to it.
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(CONNECT_TIMEOUT);
        GatewayTrust.of(spec).ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    private static URI channelOf(String gatewayUrl) {
        String base = gatewayUrl.endsWith("/") ? gatewayUrl.substring(0, gatewayUrl.length() - 1) : gatewayUrl;
        return URI.create(base.replaceFirst("^http", "ws") + Protocol.PATH);
    }

    /** How many gateways there are to try before it is time to pause. */
    int gateways() {
        return gateways.size();
    }

    /**
     * Dials the next gateway in turn.
     *
     * @throws RefusedException when the gateway answers that it does not know this driver
     * @throws IOException when it cannot be reached within {@code patienceMillis}
     */
    void dial(Connection connection, long patienceMillis) throws IOException, InterruptedException {
        URI gateway = gateways.get(next);
        next = (next + 1) % gateways.size();
        CompletableFuture<?> opened = client.newWebSocketBuilder()
                .header("Authorization", "Bearer " + spec.secret())
                .header(Protocol.DRIVER_HEADER, spec.driverId())
                .connectTimeout(CONNECT_TIMEOUT)
                .buildAsync(gateway, connection);
        try {
            opened.get(Math.max(1, Math.min(patienceMillis, CONNECT_TIMEOUT.toMillis())), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failure(gateway, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            opened.cancel(true);
            connection.abort();
            throw new IOException(gateway + " did not answer in time", e);
        }
    }

    private static IOException failure(URI gateway, Throwable cause) {
        if (cause instanceof WebSocketHandshakeException handshake) {
            int status = handshake.getResponse().statusCode();
            return status == 401 || status == 403
                    ? new RefusedException(gateway + " answered " + status)
                    : new IOException(gateway + " answered " + status, cause);
        }
        return new IOException(gateway + " is not reachable", cause);
    }

    /** The gateway does not know this driver, or not any more. */
    static final class RefusedException extends IOException {
        RefusedException(String message) {
            super(message);
        }
    }
}
