package io.hearth.server.launch;

import java.net.URI;
import java.util.List;
import java.util.function.Supplier;

/**
 * How a driver reaches its gateway.
 *
 * @param address asked for at each launch, because the port is known only once it is bound
 * @param certificates base64 of DER: one of them the gateway shows; empty without TLS
 */
public record GatewayAccess(Supplier<URI> address, List<String> certificates) {}
