package io.hearth.server.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.api.ErrorCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GatewayExceptionTest {

    @Test
    void whoHasToWaitIsToldHowManyWholeSeconds() {
        GatewayException refusal = GatewayException.tooManyRequests(Duration.ofMillis(1500), Message.TOO_MANY_FAILURES);

        assertThat(refusal.code()).isEqualTo(ErrorCode.TOO_MANY_REQUESTS);
        assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(2));
        assertThat(refusal.messageIn(Language.ENGLISH)).endsWith("try again in 2 seconds");
        assertThat(refusal.messageIn(Language.CHINESE)).contains("2秒");
        assertThat(GatewayException.tooManyRequests(Duration.ZERO, Message.TOO_MANY_LOGINS)
                        .retryAfter())
                .contains(Duration.ofSeconds(1));
    }

    @Test
    void waitingHelpsOnlyWhereItMay() {
        assertThat(new GatewayException(ErrorCode.UNAVAILABLE, Message.UNAVAILABLE, "x").retryAfter())
                .contains(Duration.ofSeconds(1));
        assertThat(GatewayException.notAuthenticated(Message.TOKEN_REFUSED).retryAfter())
                .isEmpty();
    }
}
