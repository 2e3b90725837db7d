package io.hearth.server.tls;

import io.hearth.api.tls.Certificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A certificate and its key as two PEM files. */
public final class PemFiles {

    private static final List<String> ALGORITHMS = List.of("RSA", "EC");
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----\\s*([A-Za-z0-9+/=\\s]+?)\\s*-----END PRIVATE KEY-----");

    private PemFiles() {}

    /**
     * Reads both.
     *
     * @param certificate the gateway's certificate, then those of its issuers
     * @param key a PKCS#8 key without a password, RSA or EC
     * @throws TlsException when they cannot be used
     */
    public static TlsIdentity read(Path certificate, Path key) {
        return TlsIdentity.of(key(key), chain(certificate), certificate + " and " + key);
    }

    private static List<X509Certificate> chain(Path file) {
        try {
            return Certificates.ofPem(text(file));
        } catch (CertificateException e) {
            throw new TlsException(file + " does not hold certificates in PEM form", e);
        }
    }

    private static PrivateKey key(Path file) {
        String text = text(file);
        Matcher matcher = KEY.matcher(text);
        if (!matcher.find()) {
            throw notPkcs8(file);
        }
        PKCS8EncodedKeySpec spec;
        try {
            spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(matcher.group(1)));
        } catch (IllegalArgumentException e) {
            throw new TlsException(file + " is damaged: its key is not base64", e);
        }
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // It may be of the other kind.
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java knows " + algorithm, e);
            }
        }
        throw new TlsException(file + " holds a key that is neither RSA nor EC");
    }

    private static TlsException notPkcs8(Path file) {
        return new TlsException(
                file + " does not hold a private key in PEM form, PKCS#8 without a password; convert it with"
                        + " `openssl pkcs8 -topk8 -nocrypt -in " + file + " -out NEW`");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new TlsException(file + " cannot be read: " + e, e);
        }
    }
}
