package io.hearth.server.launch;

import java.net.URI;
import java.util.List;
import java.util.function.Supplier;

/** How drivers reach gateways. */
public interface GatewayAccess {

    /** The gateways of this moment: the own one first, whose port is known only once it is bound. */
    List<URI> addresses();

    /** Base64 of DER: one of them each gateway shows; empty without TLS. */
    List<String> certificates();

    /** One gateway that does not move. */
    static GatewayAccess of(Supplier<URI> address, List<String> certificates) {
        return new GatewayAccess() {
            @Override
            public List<URI> addresses() {
                return List.of(address.get());
            }

            @Override
            public List<String> certificates() {
                return certificates;
            }
        };
    }
}
