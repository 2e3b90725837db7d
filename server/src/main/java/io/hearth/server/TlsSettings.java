package io.hearth.server;

import io.hearth.server.config.Keys;
import io.hearth.server.config.Settings;
import io.hearth.server.tls.KeyStoreFile;
import io.hearth.server.tls.PemFiles;
import io.hearth.server.tls.TlsIdentity;
import java.nio.file.Path;
import java.util.Optional;

/** What the settings say about TLS. */
final class TlsSettings {

    private TlsSettings() {}

    static boolean isConfigured(Settings settings) {
        return settings.get(Keys.SERVER_TLS_CERTIFICATE).isPresent()
                || settings.get(Keys.SERVER_TLS_KEYSTORE).isPresent();
    }

    /**
     * Reads the certificate and the key; empty when the settings name none.
     *
     * @throws IllegalArgumentException when settings that each are right do not go together
     * @throws io.hearth.server.tls.TlsException when what they name cannot be used
     */
    static Optional<TlsIdentity> identity(Settings settings) {
        Optional<Path> certificate = settings.get(Keys.SERVER_TLS_CERTIFICATE);
        Optional<Path> key = settings.get(Keys.SERVER_TLS_KEY);
        Optional<Path> keystore = settings.get(Keys.SERVER_TLS_KEYSTORE);
        String password = settings.get(Keys.SERVER_TLS_KEYSTORE_PASSWORD).reveal();
        if (keystore.isPresent() && (certificate.isPresent() || key.isPresent())) {
            throw new IllegalArgumentException(
                    "server.tls.keystore is set beside server.tls.certificate or server.tls.key;"
                            + " set the one or the other two");
        }
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException(
                    certificate.isPresent()
                            ? "server.tls.certificate is set, so server.tls.key is required"
                            : "server.tls.key is set, so server.tls.certificate is required");
        }
        if (keystore.isPresent() == password.isEmpty()) {
            throw new IllegalArgumentException(
                    keystore.isPresent()
                            ? "server.tls.keystore is set, so server.tls.keystore-password is required"
                            : "server.tls.keystore-password is set, so server.tls.keystore is required");
        }
        return keystore.map(file -> KeyStoreFile.read(file, password))
                .or(() -> certificate.map(file -> PemFiles.read(file, key.orElseThrow())));
    }
}
