package io.hearth.driver.channel;

import io.hearth.api.tls.Certificates;
import io.hearth.api.tls.PinnedTrust;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** What a driver trusts a gateway by. */
final class GatewayTrust {

    private GatewayTrust() {}

    /** Trusts exactly these certificates; empty when there are none, which leaves the trust to the JVM. */
    static Optional<SSLContext> of(List<String> certificates) {
        return certificates.isEmpty()
                ? Optional.empty()
                : Optional.of(PinnedTrust.only(
                        certificates.stream().map(GatewayTrust::certificate).toList()));
    }

    private static X509Certificate certificate(String base64) {
        try {
            return Certificates.ofBase64(base64);
        } catch (CertificateException e) {
            throw new IllegalArgumentException("a certificate of the gateway cannot be read", e);
        }
    }
}
