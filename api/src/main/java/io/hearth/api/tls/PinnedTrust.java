package io.hearth.api.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts a server that shows one of the given certificates, whatever name it was called by and whoever signed it: the pin
 * is exact, so a name could add nothing. What any other server shows is left to the usual trust, or refused where there
 * is none. Thread-safe.
 */
public final class PinnedTrust extends X509ExtendedTrustManager {

    private final List<X509Certificate> pins;
    private final @Nullable X509ExtendedTrustManager usual;

    private PinnedTrust(List<X509Certificate> pins, @Nullable X509ExtendedTrustManager usual) {
        this.pins = List.copyOf(pins);
        this.usual = usual;
    }

    /** Trusts the given certificates and nothing else. */
    public static SSLContext only(List<X509Certificate> pins) {
        return context(new PinnedTrust(pins, null));
    }

    /** Trusts the given certificates, and what the usual trust does. */
    public static SSLContext beside(X509ExtendedTrustManager usual, List<X509Certificate> pins) {
        return context(new PinnedTrust(pins, usual));
    }

    private static SSLContext context(PinnedTrust trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot do TLS", e);
        }
    }

    private boolean isPinned(X509Certificate[] chain) {
        return chain.length > 0 && pins.contains(chain[0]);
    }

    private X509ExtendedTrustManager usual() throws CertificateException {
        if (usual == null) {
            throw new CertificateException("the server's certificate is not the one that was expected");
        }
        return usual;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        if (!isPinned(chain)) {
            usual().checkServerTrusted(chain, type, socket);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        if (!isPinned(chain)) {
            usual().checkServerTrusted(chain, type, engine);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        if (!isPinned(chain)) {
            usual().checkServerTrusted(chain, type);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw noServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw noServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw noServer();
    }

    private static CertificateException noServer() {
        return new CertificateException("this trust is for servers");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return usual == null ? new X509Certificate[0] : usual.getAcceptedIssuers();
    }
}
