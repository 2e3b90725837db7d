package io.hearth.driver.channel;

import io.hearth.api.channel.Protocol;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Opens WebSockets to the gateways of a driver, one after the other. Used by one thread. */
final class Dialer {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    private final Gateways gateways;
    private Gateways.Known known;
    private HttpClient client;
    private int next;

    Dialer(Gateways gateways) {
        this.gateways = gateways;
        this.known = gateways.known();
        this.client = client(known);
    }

    private static HttpClient client(Gateways.Known known) {
        // The gateway is near; a proxy that user code or conf chose for its own traffic is no way to it.
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(CONNECT_TIMEOUT);
        GatewayTrust.of(known.certificates()).ifPresent(builder::sslContext);
        return builder.build();
    }

    private static URI channelOf(String gatewayUrl) {
        return URI.create(gatewayUrl.replaceFirst("^http", "ws") + Protocol.PATH);
    }

    /** How many gateways there are to try before it is time to pause. */
    int gateways() {
        return known.all().size();
    }

    /**
     * Dials the next gateway in turn.
     *
     * @throws RefusedException when one of the gateways that there are answers that it does not know this driver
     * @throws IOException when it cannot be reached within {@code patienceMillis}
     */
    void dial(Connection connection, long patienceMillis) throws IOException, InterruptedException {
        learn();
        String url = known.all().get(next);
        URI gateway = channelOf(url);
        next = (next + 1) % gateways();
        CompletableFuture<?> opened = client.newWebSocketBuilder()
                .header("Authorization", "Bearer " + gateways.spec().secret())
                .header(Protocol.DRIVER_HEADER, gateways.spec().driverId())
                .connectTimeout(CONNECT_TIMEOUT)
                .buildAsync(gateway, connection);
        try {
            opened.get(Math.max(1, Math.min(patienceMillis, CONNECT_TIMEOUT.toMillis())), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            // Where a gateway was before, another may be by now that has nothing to do with this driver.
            throw failure(
                    gateway,
                    e.getCause() == null ? e : e.getCause(),
                    known.urls().contains(url));
        } catch (TimeoutException e) {
            opened.cancel(true);
            connection.abort();
            throw new IOException(gateway + " did not answer in time", e);
        }
    }

    /** The gateway that told is the first of those that it told, and the one that is lost if there is anything to dial. */
    private void learn() {
        Gateways.Known now = gateways.known();
        if (!now.equals(known)) {
            boolean sameTrust = now.certificates().equals(known.certificates());
            known = now;
            client = sameTrust ? client : client(now);
            next = 1 % now.urls().size();
        }
    }

    private static IOException failure(URI gateway, Throwable cause, boolean mayRefuse) {
        if (cause instanceof WebSocketHandshakeException handshake) {
            int status = handshake.getResponse().statusCode();
            return mayRefuse && (status == 401 || status == 403)
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
