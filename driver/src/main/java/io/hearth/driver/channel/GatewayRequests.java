package io.hearth.driver.channel;

import io.hearth.api.channel.DriverSpec;
import io.hearth.api.channel.Protocol;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;

/** Requests of a driver to its gateways, in which it proves who it is. Not thread-safe. */
public final class GatewayRequests {

    private static final int CONNECT_MILLIS = 3_000;
    private static final int READ_MILLIS = (int) Protocol.SILENCE_MILLIS;

    /** What a gateway was given it hands on to its object store before it answers. */
    private static final int KEEPING_MILLIS = 60_000;

    private final Gateways gateways;
    private Gateways.Known known;
    private Optional<SSLContext> trust;
    private int next;

    /** To the gateways of the spec. */
    public GatewayRequests(DriverSpec spec) {
        this(new Gateways(spec));
    }

    /** To the gateways that are known when a request is made. */
    public GatewayRequests(Gateways gateways) {
        this.gateways = gateways;
        this.known = gateways.known();
        this.trust = GatewayTrust.of(known.certificates());
    }

    /** How many gateways there are to ask before it is time to pause. */
    public int gateways() {
        return known.urls().size();
    }

    /** A GET of the next gateway in turn, which is sent when the answer is asked for. */
    public HttpURLConnection get(String path) throws IOException {
        return open(path);
    }

    /** A PUT of so many bytes to the next gateway in turn. It is sent as they are written. */
    public HttpURLConnection put(String path, long bytes) throws IOException {
        HttpURLConnection connection = open(path);
        connection.setRequestMethod("PUT");
        connection.setRequestProperty("Content-Type", "application/octet-stream");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(bytes);
        connection.setReadTimeout(KEEPING_MILLIS);
        return connection;
    }

    private HttpURLConnection open(String path) throws IOException {
        Gateways.Known now = gateways.known();
        if (!now.equals(known)) {
            known = now;
            trust = GatewayTrust.of(now.certificates());
            next = 0;
        }
        URI address = URI.create(known.urls().get(next) + path);
        next = (next + 1) % known.urls().size();
        // The gateway is near; a proxy that user code or conf chose for its own traffic is no way to it.
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
        if (connection instanceof HttpsURLConnection encrypted && trust.isPresent()) {
            encrypted.setSSLSocketFactory(trust.get().getSocketFactory());
            // The certificate is pinned, so a name could add nothing.
            encrypted.setHostnameVerifier((name, session) -> true);
        }
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(READ_MILLIS);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty(
                "Authorization", "Bearer " + gateways.spec().secret());
        connection.setRequestProperty(Protocol.DRIVER_HEADER, gateways.spec().driverId());
        return connection;
    }
}
