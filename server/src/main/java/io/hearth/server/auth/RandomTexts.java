package io.hearth.server.auth;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;

/** Ids and secrets that nobody can guess. */
final class RandomTexts {

    private static final String UPPER_CASE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final String ANY_CASE = UPPER_CASE + "abcdefghijklmnopqrstuvwxyz";
    private static final int ACCESS_KEY_LENGTH = 20;
    private static final int SECRET_LENGTH = 40;
    private static final int PASSWORD_LENGTH = 24;

    private final SecureRandom random;

    RandomTexts(SecureRandom random) {
        this.random = random;
    }

    byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** A UUID of version 4. */
    String id() {
        long high = (random.nextLong() & ~0xf000L) | 0x4000L;
        long low = (random.nextLong() & ~(3L << 62)) | (2L << 62);
        return new UUID(high, low).toString();
    }

    /** 32 lower-case hex digits: the form in which clients of this API know projects. */
    String projectId() {
        return id().replace("-", "");
    }

    String token() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(32));
    }

    String accessKeyId() {
        return text(UPPER_CASE, ACCESS_KEY_LENGTH);
    }

    String accessKeySecret() {
        return text(ANY_CASE, SECRET_LENGTH);
    }

    String password() {
        return text(ANY_CASE, PASSWORD_LENGTH);
    }

    private String text(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
