package io.hearth.server.http;

import io.hearth.server.config.AddressRange;
import io.hearth.server.config.BindAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How the gateway listens.
 *
 * @param host address to bind
 * @param port port to bind, 0 for any that is free
 * @param tls what the port speaks TLS with; null: it speaks plain HTTP
 * @param trustedProxies whose {@code X-Forwarded-For} counts
 * @param publicUrl how callers reach this gateway, without a slash at its end; empty: as each request says
 * @param gatewayUrl how drivers and other gateways reach it, without a slash at its end; empty: as it listens
 * @param project the project that is there from the start
 * @param domain id and name of the one domain of callers
 * @param maxBodyBytes largest body of a request
 * @param maxCodeBytes largest code of a statement, in UTF-8
 */
public record HttpOptions(
        BindAddress host,
        int port,
        @Nullable SSLContext tls,
        List<AddressRange> trustedProxies,
        Optional<URI> publicUrl,
        Optional<URI> gatewayUrl,
        String project,
        String domain,
        int maxBodyBytes,
        int maxCodeBytes) {

    public HttpOptions {
        if (maxBodyBytes < 1 || maxCodeBytes < 1) {
            throw new IllegalArgumentException(
                    "limits must be positive: body %d, code %d".formatted(maxBodyBytes, maxCodeBytes));
        }
    }

    /** What addresses of this gateway begin with. */
    public String scheme() {
        return tls == null ? "http" : "https";
    }
}
