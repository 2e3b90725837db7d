package io.hearth.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GatewayPassesTest {

    private final StillClock clock = new StillClock();
    private final GatewayPasses passes = new GatewayPasses(new MasterKey(new byte[32]), clock);

    @Test
    void aPassIsGoodForOnePathOfOneGatewayAndForAMinute() {
        String pass = passes.issue("one", "/gateway/v1/live/p/s/1");

        assertThat(passes.isValid(pass, "one", "/gateway/v1/live/p/s/1")).isTrue();
        assertThat(passes.isValid(pass, "one", "/gateway/v1/live/p/s/2")).isFalse();
        assertThat(passes.isValid(pass, "two", "/gateway/v1/live/p/s/1")).isFalse();
        clock.advance(Duration.ofSeconds(61));
        assertThat(passes.isValid(pass, "one", "/gateway/v1/live/p/s/1")).isFalse();
    }

    @Test
    void aPassOfAnotherKeyOrMadeUpIsNone() {
        byte[] other = new byte[32];
        other[0] = 1;
        String foreign = new GatewayPasses(new MasterKey(other), clock).issue("one", "/");

        assertThat(passes.isValid(foreign, "one", "/")).isFalse();
        assertThat(passes.isValid("", "one", "/")).isFalse();
        assertThat(passes.isValid(clock.millis() + "." + "0".repeat(64), "one", "/"))
                .isFalse();
        assertThat(passes.isValid("999999999999999." + "0".repeat(64), "one", "/"))
                .isFalse();
    }
}
