package io.hearth.server.peers;

import io.hearth.api.tls.Certificates;
import io.hearth.api.tls.PinnedTrust;
import io.hearth.server.auth.GatewayPasses;
import io.hearth.server.session.Peer;
import java.net.URI;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** How one gateway calls another. Thread-safe. */
public final class PeerCalls {

    /** The header of such a call that carries its pass. */
    public static final String PASS_HEADER = "X-Hearth-Gateway-Pass";

    /** Below this path, as {@code PROJECT/SESSION/STATEMENT}, a gateway tells what it hears of a statement. */
    public static final String LIVE_PATH = "/gateway/v1/live/";

    /** Below this path, as {@code PROJECT/SESSION/…}, lie the Spark UIs of drivers of the gateway's machine. */
    public static final String UI_PATH = "/gateway/v1/ui/";

    private final String self;
    private final GatewayPasses passes;

    /** @param self id of this gateway */
    public PeerCalls(String self, GatewayPasses passes) {
        this.self = self;
        this.passes = passes;
    }

    /** Where something lies at another gateway; empty while it does not listen. */
    public Optional<URI> address(Peer peer, String path) {
        return Optional.ofNullable(peer.address()).map(address -> URI.create(address + path));
    }

    /** @param path without a query */
    public String pass(Peer peer, String path) {
        return passes.issue(peer.id(), path);
    }

    /** Whether a call of another gateway may be answered. */
    public boolean isAllowed(String pass, String path) {
        return passes.isValid(pass, self, path);
    }

    /** Trusts exactly what the other gateway's row says that it shows; empty for one without TLS. */
    public Optional<SSLContext> trust(Peer peer) {
        String certificate = peer.certificate();
        if (certificate == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(PinnedTrust.only(List.of(Certificates.ofBase64(certificate))));
        } catch (CertificateException e) {
            throw new IllegalStateException("the certificate of gateway " + peer.id() + " cannot be read", e);
        }
    }
}
