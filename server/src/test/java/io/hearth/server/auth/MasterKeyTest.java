package io.hearth.server.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class MasterKeyTest {

    private final RandomTexts random = new RandomTexts(new SecureRandom());
    private final MasterKey key = new MasterKey(random.bytes(32));

    @Test
    void aSecretIsReadBackUnderItsOwnNameAlone() {
        String encrypted = key.encrypt("secret", "OWNER", random);

        assertThat(encrypted).doesNotContain("secret").isNotEqualTo(key.encrypt("secret", "OWNER", random));
        assertThat(key.decrypt(encrypted, "OWNER")).isEqualTo("secret");
        assertThatIllegalStateException().isThrownBy(() -> key.decrypt(encrypted, "OTHER"));
        assertThatIllegalStateException().isThrownBy(() -> new MasterKey(random.bytes(32)).decrypt(encrypted, "OWNER"));
        assertThatIllegalStateException().isThrownBy(() -> key.decrypt("plain", "OWNER"));
    }
}
