package io.hearth.driver.packages;

import io.hearth.api.channel.DriverSpec;
import io.hearth.api.channel.Protocol;
import io.hearth.driver.channel.GatewayTrust;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;

/** Requests of a driver to its gateways, in which it proves who it is. Not thread-safe. */
final class GatewayRequests {

    private static final int CONNECT_MILLIS = 3_000;
    private static final int READ_MILLIS = (int) Protocol.SILENCE_MILLIS;

    private final DriverSpec spec;
    private final Optional<SSLContext> trust;
    private final List<String> gateways;
    private int next;

    GatewayRequests(DriverSpec spec) {
        this.spec = spec;
        this.trust = GatewayTrust.of(spec);
        this.gateways = spec.gatewayUrls().stream()
                .map(url -> url.replaceFirst("/$", ""))
                .toList();
    }

    /** How many gateways there are to ask before it is time to pause. */
    int gateways() {
        return gateways.size();
    }

    /** A GET of the next gateway in turn, which is sent when the answer is asked for. */
    HttpURLConnection get(String path) throws IOException {
        URI address = URI.create(gateways.get(next) + path);
        next = (next + 1) % gateways.size();
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
        connection.setRequestProperty("Authorization", "Bearer " + spec.secret());
        connection.setRequestProperty(Protocol.DRIVER_HEADER, spec.driverId());
        return connection;
    }
}
