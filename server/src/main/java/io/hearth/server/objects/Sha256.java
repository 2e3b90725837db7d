package io.hearth.server.objects;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of what is too large to be held. */
public final class Sha256 {

    private Sha256() {}

    /** A digest that nothing was added to. */
    public static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** The digest in lower-case hex; it is spent then. */
    public static String end(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Reads to the end, and leaves the stream open. */
    static String of(InputStream input) throws IOException {
        MessageDigest digest = begin();
        try (DigestOutputStream output = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            input.transferTo(output);
        }
        return end(digest);
    }
}
