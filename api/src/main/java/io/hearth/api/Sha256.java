package io.hearth.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, told in lower-case hex. Thread-safe. */
public final class Sha256 {

    private Sha256() {}

    /** A digest that nothing was added to, for what comes in pieces. */
    public static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** What was added to a digest, which is spent then. */
    public static String end(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Of bytes that are there as a whole, possibly none. */
    public static String of(byte[] bytes) {
        MessageDigest digest = begin();
        digest.update(bytes);
        return end(digest);
    }

    /** Of a text in UTF-8. */
    public static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether a text has this digest; takes the same time wherever the difference is. */
    public static boolean matches(String text, String digest) {
        return MessageDigest.isEqual(
                of(text).getBytes(StandardCharsets.US_ASCII), digest.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Of a stream, which is read to its end and left open.
     *
     * @throws IOException when it cannot be read
     */
    public static String of(InputStream input) throws IOException {
        MessageDigest digest = begin();
        try (DigestOutputStream output = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            input.transferTo(output);
        }
        return end(digest);
    }
}
