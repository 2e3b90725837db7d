package io.hearth.server.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A certificate and its key in one PKCS12 file. */
public final class KeyStoreFile {

    private KeyStoreFile() {}

    /**
     * Reads it.
     *
     * @param password that of the file and of the key in it
     * @throws TlsException when it cannot be used
     */
    public static TlsIdentity read(Path file, String password) {
        char[] characters = password.toCharArray();
        try (InputStream content = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(content, characters);
            String alias = onlyKey(store, file);
            X509Certificate[] chain = Arrays.stream(store.getCertificateChain(alias))
                    .map(X509Certificate.class::cast)
                    .toArray(X509Certificate[]::new);
            PrivateKey key = (PrivateKey) store.getKey(alias, characters);
            return TlsIdentity.of(key, List.of(chain), file.toString());
        } catch (IOException | GeneralSecurityException e) {
            if (e instanceof UnrecoverableKeyException || e.getCause() instanceof UnrecoverableKeyException) {
                throw new TlsException("server.tls.keystore-password does not open " + file, e);
            }
            throw new TlsException(file + " cannot be read as a PKCS12 key store: " + e, e);
        }
    }

    private static String onlyKey(KeyStore store, Path file) throws GeneralSecurityException {
        List<String> keys = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.entryInstanceOf(alias, KeyStore.PrivateKeyEntry.class)) {
                keys.add(alias);
            }
        }
        if (keys.size() != 1) {
            throw new TlsException(file + " holds " + keys.size() + " private keys; it must hold exactly one");
        }
        return keys.get(0);
    }
}
