package io.hearth.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class PasswordHashesTest {

    private final RandomTexts random = new RandomTexts(new SecureRandom());
    private final PasswordHashes hashes = new PasswordHashes(1_000, random);

    @Test
    void aHashFitsItsPasswordAlone() {
        String hash = hashes.hash("密码 🔑");

        assertThat(hashes.matches("密码 🔑", hash)).isTrue();
        assertThat(hashes.matches("密码 ", hash)).isFalse();
        assertThat(hash).startsWith("pbkdf2-sha512$1000$").doesNotContain("密码");
        assertThat(hashes.hash("密码 🔑")).as("salted").isNotEqualTo(hash);
    }

    @Test
    void aHashMadeWithOtherParametersIsStillVerified() {
        String old = new PasswordHashes(7, random).hash("secret");

        assertThat(hashes.matches("secret", old)).isTrue();
        assertThat(hashes.matches("other", old)).isFalse();
    }

    @Test
    void nobodysPasswordIsAlwaysWrong() {
        assertThat(hashes.matches("secret", null)).isFalse();
    }
}
