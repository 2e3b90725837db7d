package io.hearth.api.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/** Certificates as texts, and back. */
public final class Certificates {

    private static final int PEM_LINE = 64;

    private Certificates() {}

    /**
     * Reads every certificate of a PEM text, in its order.
     *
     * @throws CertificateException when it holds none, or one that cannot be read
     */
    public static List<X509Certificate> ofPem(String pem) throws CertificateException {
        List<X509Certificate> certificates =
                factory()
                        .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)))
                        .stream()
                        .map(X509Certificate.class::cast)
                        .toList();
        if (certificates.isEmpty()) {
            throw new CertificateException("no certificate in it");
        }
        return certificates;
    }

    /** Reads a certificate from the base64 of its DER form. */
    public static X509Certificate ofBase64(String text) throws CertificateException {
        try {
            byte[] der = Base64.getDecoder().decode(text);
            return (X509Certificate) factory().generateCertificate(new ByteArrayInputStream(der));
        } catch (IllegalArgumentException e) {
            throw new CertificateException("not base64", e);
        }
    }

    public static String toPem(X509Certificate certificate) {
        Base64.Encoder lines = Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'});
        return "-----BEGIN CERTIFICATE-----\n" + lines.encodeToString(der(certificate))
                + "\n-----END CERTIFICATE-----\n";
    }

    public static String toBase64(X509Certificate certificate) {
        return Base64.getEncoder().encodeToString(der(certificate));
    }

    private static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("a certificate without a DER form", e);
        }
    }

    private static CertificateFactory factory() throws CertificateException {
        return CertificateFactory.getInstance("X.509");
    }
}
