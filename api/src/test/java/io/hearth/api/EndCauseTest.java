package io.hearth.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EndCauseTest {

    /** What the first version knows. A cause that joins later must be a kind of one of these, so nothing joins here. */
    @Test
    void theBroadCausesAreThoseThatEveryVersionKnows() {
        assertThat(Arrays.stream(EndCause.values()).map(EndCause::broad).distinct())
                .containsExactlyInAnyOrder(
                        EndCause.DELETED,
                        EndCause.IDLE_TIMEOUT,
                        EndCause.GATEWAY_STOPPED,
                        EndCause.USER_CODE_EXITED,
                        EndCause.SPARK_CONTEXT_STOPPED,
                        EndCause.DRIVER_OUT_OF_MEMORY,
                        EndCause.DRIVER_KILLED,
                        EndCause.DRIVER_CRASHED,
                        EndCause.CANCEL_ENDED_DRIVER,
                        EndCause.DRIVER_EXITED,
                        EndCause.LAUNCH_FAILED,
                        EndCause.PACKAGES_FAILED,
                        EndCause.START_TIMEOUT,
                        EndCause.LOST);
    }

    @ParameterizedTest
    @EnumSource
    void everyCauseComesBackFromItsTwoNames(EndCause cause) {
        assertThat(EndCause.of(cause.broad().name(), cause.exactName())).contains(cause);
        assertThat(EndCause.of(cause.broad().name(), null)).contains(cause.broad());
        assertThat(cause.sentence()).endsWith(".");
        assertThat(cause.advice()).endsWith(".");
    }

    @Test
    void whatOtherVersionsCallItIsReadAsFarAsItIsKnown() {
        assertThat(EndCause.of("LAUNCH_FAILED", "OF_A_LATER_VERSION")).contains(EndCause.LAUNCH_FAILED);
        assertThat(EndCause.of("DRIVER_KILLED", "NO_SPACE")).contains(EndCause.DRIVER_KILLED);
        assertThat(EndCause.of("OF_A_LATER_VERSION", "NO_SPACE")).isEmpty();
    }
}
