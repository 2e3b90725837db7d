package io.hearth.server.auth;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Passwords as PBKDF2 with HMAC-SHA512. A hash carries its own parameters, so that hashes made with other ones go on being
 * verified. Takes its time: never call it without a place of {@link HashingPlaces}. Thread-safe.
 */
final class PasswordHashes {

    static final int MIN_LENGTH = 1;
    static final int MAX_LENGTH = 1024;

    private static final String PREFIX = "pbkdf2-sha512";
    private static final Pattern FORM =
            Pattern.compile(Pattern.quote(PREFIX) + "\\$([0-9]{1,9})\\$([A-Za-z0-9+/=]+)\\$([A-Za-z0-9+/=]+)");
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private final int iterations;
    private final RandomTexts random;

    /** Of no password anybody knows. Compared with when there is none, so that the answer takes as long. */
    private final String nobodys;

    PasswordHashes(int iterations, RandomTexts random) {
        this.iterations = iterations;
        this.random = random;
        this.nobodys = form(random.bytes(SALT_BYTES), random.bytes(HASH_BYTES));
    }

    static boolean isAllowed(String password) {
        return password.length() >= MIN_LENGTH && password.length() <= MAX_LENGTH;
    }

    String hash(String password) {
        byte[] salt = random.bytes(SALT_BYTES);
        return form(salt, derive(password, salt, iterations, HASH_BYTES));
    }

    private String form(byte[] salt, byte[] hash) {
        return PREFIX + "$" + iterations + "$" + base64(salt) + "$" + base64(hash);
    }

    /** @param stored null for nobody, whose password is always wrong */
    boolean matches(String password, @Nullable String stored) {
        Matcher form = FORM.matcher(stored == null ? nobodys : stored);
        if (!form.matches()) {
            throw new IllegalStateException("a stored password has a form of no version of Hearth");
        }
        byte[] expected = Base64.getDecoder().decode(form.group(3));
        byte[] salt = Base64.getDecoder().decode(form.group(2));
        byte[] actual = derive(password, salt, Integer.parseInt(form.group(1)), expected.length);
        return MessageDigest.isEqual(expected, actual) && stored != null;
    }

    private static byte[] derive(String password, byte[] salt, int iterations, int length) {
        PBEKeySpec key = new PBEKeySpec(password.toCharArray(), salt, iterations, length * 8);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(key)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no PBKDF2WithHmacSHA512", e);
        } finally {
            key.clearPassword();
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
