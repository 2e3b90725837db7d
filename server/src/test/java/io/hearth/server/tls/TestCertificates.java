package io.hearth.server.tls;

import io.hearth.api.tls.Certificates;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/**
 * A certificate that signs itself, made by the JDK's own tool, in all the forms in which a gateway may be given it.
 *
 * @param keystore PKCS12, opened by {@link #PASSWORD}
 * @param pem the certificate
 * @param key PKCS#8
 */
public record TestCertificates(Path keystore, Path pem, Path key, X509Certificate certificate) {

    public static final String PASSWORD = "password-4711";

    public static TestCertificates ofRsa(Path directory) {
        return of(directory, "RSA");
    }

    public static TestCertificates ofEc(Path directory) {
        return of(directory, "EC");
    }

    private static TestCertificates of(Path directory, String algorithm) {
        try {
            Path place = Files.createTempDirectory(directory, "tls");
            Path keystore = place.resolve("gateway.p12");
            keytool(keystore, algorithm, "gateway");
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream content = Files.newInputStream(keystore)) {
                store.load(content, PASSWORD.toCharArray());
            }
            X509Certificate certificate = (X509Certificate) store.getCertificate("gateway");
            Key key = store.getKey("gateway", PASSWORD.toCharArray());
            return new TestCertificates(
                    keystore,
                    Files.writeString(place.resolve("gateway.pem"), Certificates.toPem(certificate)),
                    Files.writeString(place.resolve("gateway.key"), pem(key.getEncoded())),
                    certificate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(byte[] key) {
        return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
                + "\n-----END PRIVATE KEY-----\n";
    }

    /** Adds a key to a key store, which is made when it is not there. */
    static void keytool(Path keystore, String algorithm, String alias) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                algorithm,
                "-dname",
                "CN=hearth.example.org",
                "-validity",
                "90",
                "-storetype",
                "PKCS12",
                "-keystore",
                keystore.toString(),
                "-storepass",
                PASSWORD);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor() != 0) {
                throw new IOException("keytool ended with " + process.exitValue());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
