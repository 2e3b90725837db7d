package io.hearth.driver.channel;

import io.hearth.api.channel.DriverSpec;
import io.hearth.api.tls.Certificates;
import io.hearth.api.tls.PinnedTrust;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** What a driver trusts a gateway by. */
public final class GatewayTrust {

    private GatewayTrust() {}

    /** Trusts exactly the certificates of the spec; empty when it has none, which leaves the trust to the JVM. */
    public static Optional<SSLContext> of(DriverSpec spec) {
        return spec.gatewayCertificates().isEmpty()
                ? Optional.empty()
                : Optional.of(PinnedTrust.only(spec.gatewayCertificates().stream()
                        .map(GatewayTrust::certificate)
                        .toList()));
    }

    private static X509Certificate certificate(String base64) {
        try {
            return Certificates.ofBase64(base64);
        } catch (CertificateException e) {
            throw new IllegalArgumentException("a certificate of the gateway cannot be read", e);
        }
    }
}
