package io.hearth.cli.client;

import io.hearth.api.tls.PinnedTrust;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts a gateway that shows one of the given certificates itself, by whatever name it is called, and one whose
 * certificate is for the name that was called and comes from an issuer that is among the given ones or the JVM's own.
 */
final class GatewayTrust {

    private GatewayTrust() {}

    static SSLContext of(List<X509Certificate> certificates) {
        try {
            KeyStore issuers = KeyStore.getInstance(KeyStore.getDefaultType());
            issuers.load(null, null);
            int number = 0;
            for (X509Certificate certificate : certificates) {
                issuers.setCertificateEntry("given-" + number++, certificate);
            }
            for (X509Certificate certificate : managerOf(null).getAcceptedIssuers()) {
                issuers.setCertificateEntry("usual-" + number++, certificate);
            }
            return PinnedTrust.beside(managerOf(issuers), certificates);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this Java cannot be told what to trust", e);
        }
    }

    /** @param issuers null for the JVM's own */
    private static X509ExtendedTrustManager managerOf(@Nullable KeyStore issuers) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(issuers);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("no trust for X.509 certificates"));
    }
}
