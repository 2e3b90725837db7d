package io.hearth.server.session;

import io.hearth.api.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Secrets whose hashes are kept. They are long and random, so a plain digest is enough. */
final class Secrets {

    private Secrets() {}

    /** Takes the same time wherever the difference is. */
    static boolean matches(String secret, String hash) {
        return MessageDigest.isEqual(
                Sha256.of(secret).getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
    }
}
