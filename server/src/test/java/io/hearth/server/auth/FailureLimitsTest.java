package io.hearth.server.auth;

import static io.hearth.server.auth.TestAuth.assertHasToWait;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.hearth.server.auth.FailureLimits.Pair;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailureLimitsTest {

    private static final Pair PAIR = new Pair("anna", "192.0.2.1");

    private final StillClock clock = new StillClock();
    private final FailureLimits limits = new FailureLimits(2, Duration.ofMinutes(15), 3, clock);

    @Test
    void thePauseGrowsUpToTheWindow() {
        limits.failed(PAIR);
        assertThatCode(() -> limits.check(PAIR)).doesNotThrowAnyException();
        for (int seconds : new int[] {60, 120, 240, 480, 900, 900}) {
            limits.failed(PAIR);
            assertHasToWait(() -> limits.check(PAIR), Duration.ofSeconds(seconds));
        }
    }

    @Test
    void aWindowWithoutAFailureClearsThePair() {
        limits.failed(PAIR);
        clock.advance(Duration.ofMinutes(15));
        limits.failed(PAIR);
        assertThatCode(() -> limits.check(PAIR)).doesNotThrowAnyException();
    }

    @Test
    void onlySoManyPairsAreKeptAndJunkFreesNobodyWhoHasToWait() {
        limits.failed(PAIR);
        limits.failed(PAIR);
        for (int i = 0; i < 100; i++) {
            limits.failed(new Pair("user" + i, "192.0.2.9"));
        }

        assertThat(limits.size()).isEqualTo(4);
        assertHasToWait(() -> limits.check(PAIR), Duration.ofMinutes(1));
    }

    @Test
    void ofThoseWhoHaveToWaitTheOneThatFailedLongestAgoGoes() {
        for (int i = 0; i < 4; i++) {
            limits.failed(new Pair("user" + i, "192.0.2.9"));
            limits.failed(new Pair("user" + i, "192.0.2.9"));
        }

        assertThatCode(() -> limits.check(new Pair("user0", "192.0.2.9"))).doesNotThrowAnyException();
        assertHasToWait(() -> limits.check(new Pair("user1", "192.0.2.9")), Duration.ofMinutes(1));
    }
}
