package io.hearth.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RememberedPasswordsTest {

    private static final User ANNA = new User("u1", "anna", "hash", true, false, 0);

    private final StillClock clock = new StillClock();
    private final RememberedPasswords remembered =
            new RememberedPasswords(2, new RandomTexts(new SecureRandom()), clock);

    @Test
    void aPasswordIsKnownForFiveMinutes() {
        remembered.remember(ANNA, "secret", "hash");

        assertThat(remembered.knows(ANNA, "secret")).isTrue();
        assertThat(remembered.knows(ANNA, "other")).isFalse();
        clock.advance(Duration.ofMinutes(5));
        assertThat(remembered.knows(ANNA, "secret")).isFalse();
        assertThat(remembered.size()).isZero();
    }

    @Test
    void aPasswordIsNotKnownAnyMoreOnceTheRowHasAnotherHash() {
        remembered.remember(ANNA, "secret", "hash");

        assertThat(remembered.knows(ANNA.withPasswordHash("changed"), "secret")).isFalse();
        assertThat(remembered.knows(ANNA, "secret")).isFalse();
    }

    @Test
    void onlySoManyAreKept() {
        for (int i = 0; i < 100; i++) {
            remembered.remember(ANNA, "secret" + i, "hash");
        }
        assertThat(remembered.size()).isEqualTo(2);
        assertThat(remembered.knows(ANNA, "secret99")).isTrue();
        assertThat(remembered.knows(ANNA, "secret0")).isFalse();
    }
}
