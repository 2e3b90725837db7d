package io.hearth.server;

import io.hearth.server.channel.DriverChannels.Gateways;
import io.hearth.server.launch.GatewayAccess;
import io.hearth.server.session.Peer;
import io.hearth.server.session.Peers;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where this gateway and the others that live are reached. Thread-safe. */
final class PeerAccess implements GatewayAccess {

    private final Peers peers;
    private final Supplier<URI> own;
    private final Optional<String> certificate;
    private volatile @Nullable Made made;

    /** Thousands of drivers ask for the same, again and again. */
    private record Made(List<Peer> of, Gateways gateways) {}

    /**
     * Access to a gateway and its peers.
     *
     * @param own asked when the port is bound
     * @param certificate what this gateway shows, base64 of DER
     */
    PeerAccess(Peers peers, Supplier<URI> own, Optional<String> certificate) {
        this.peers = peers;
        this.own = own;
        this.certificate = certificate;
    }

    Gateways gateways() {
        List<Peer> others = peers.others();
        Made before = made;
        if (before != null && before.of().equals(others)) {
            return before.gateways();
        }
        Gateways now = gateways(others);
        if (!others.isEmpty()) {
            made = new Made(others, now);
        }
        return now;
    }

    private Gateways gateways(List<Peer> others) {
        List<String> urls = new ArrayList<>(List.of(own.get().toString()));
        for (Peer peer : others) {
            String address = peer.address();
            if (address != null) {
                urls.add(address);
            }
        }
        return new Gateways(List.copyOf(urls), certificates(others));
    }

    private List<String> certificates(List<Peer> others) {
        Set<String> certificates = new LinkedHashSet<>(certificate.stream().toList());
        for (Peer peer : others) {
            String shown = peer.certificate();
            if (shown != null) {
                certificates.add(shown);
            }
        }
        return List.copyOf(certificates);
    }

    @Override
    public List<URI> addresses() {
        return gateways().urls().stream().map(URI::create).toList();
    }

    @Override
    public List<String> certificates() {
        return certificates(peers.others());
    }
}
