package io.hearth.api.signing;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash of a request's body, as it is signed. */
public final class BodyHash {

    /** Stands in {@code X-Sdk-Content-Sha256} for a body that the signature does not cover. */
    public static final String UNSIGNED = "UNSIGNED-PAYLOAD";

    private BodyHash() {}

    /** Takes a body as it streams by; {@link #finish} makes the hash of it. */
    public static MessageDigest start() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The hash of what was taken, in lower-case hex. */
    public static String finish(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The hash of a whole body, in lower-case hex; of no bytes for no body. */
    public static String of(byte[] body) {
        MessageDigest digest = start();
        digest.update(body);
        return finish(digest);
    }
}
