package io.hearth.server.session;

import org.jspecify.annotations.Nullable;

/**
 * A gateway that lives, as its row says.
 *
 * @param id of this run of it
 * @param place lower for whoever came earlier
 * @param address where drivers and other gateways reach it, as {@code http://host:port} or {@code https://host:port}; null until
 *     it listens
 * @param certificate what it shows there, base64 of DER; null without TLS
 * @param memoryBytes what all drivers of its machine may take together
 * @param beats grows while it lives
 */
public record Peer(
        String id,
        long place,
        Machine machine,
        ProcessReference process,
        @Nullable String address,
        @Nullable String certificate,
        long memoryBytes,
        long beats) {}
