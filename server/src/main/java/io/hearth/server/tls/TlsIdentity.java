package io.hearth.server.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Who the gateway is to those who come by TLS.
 *
 * @param certificate the gateway's own, the first of the chain
 * @param context shows the whole chain and holds the key
 */
public record TlsIdentity(X509Certificate certificate, SSLContext context) {

    /** Newest first; older ones are not spoken, whatever the JVM would still allow. */
    public static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private static final byte[] PROBE = {1, 2, 3};
    private static final char[] NO_PASSWORD = {};

    /**
     * Puts a key and its certificates together.
     *
     * @param source where they come from, for messages
     */
    static TlsIdentity of(PrivateKey key, List<X509Certificate> chain, String source) {
        X509Certificate own = chain.get(0);
        try {
            if (!belongTogether(key, own)) {
                throw new TlsException("the private key is not that of the first certificate (" + source
                        + "); the gateway's own certificate comes first, those of its issuers after it");
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            store.setKeyEntry("gateway", key, NO_PASSWORD, chain.toArray(Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, new SecureRandom());
            return new TlsIdentity(own, context);
        } catch (GeneralSecurityException | IOException e) {
            throw new TlsException("the certificate and its key cannot be used (" + source + "): " + e.getMessage(), e);
        }
    }

    private static boolean belongTogether(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        if (!key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm())) {
            return false;
        }
        String algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256with" + key.getAlgorithm();
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(PROBE);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(PROBE);
        return signature.verify(signed);
    }

    /** Without the key, which the context holds. */
    @Override
    public String toString() {
        return "TlsIdentity[" + certificate.getSubjectX500Principal() + "]";
    }
}
