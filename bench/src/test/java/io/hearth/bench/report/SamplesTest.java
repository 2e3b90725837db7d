package io.hearth.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class SamplesTest {

    @Test
    void theMedianIsTheOneInTheMiddleOrBetweenTheTwo() {
        assertThat(Samples.of(9, 1, 5).p50()).isEqualTo(5);
        assertThat(Samples.of(4, 1, 2, 9).p50()).isEqualTo(3);
        assertThat(Samples.of(7).p50()).isEqualTo(7);
    }

    @Test
    void percentilesLieBetweenTheExtremes() {
        Samples samples = Samples.of(30, 10, 20, 50, 40);

        assertThat(samples.min()).isEqualTo(10);
        assertThat(samples.max()).isEqualTo(50);
        assertThat(samples.percentile(75)).isEqualTo(40);
        assertThat(samples.p99()).isBetween(49.0, 50.0);
    }

    @Test
    void nothingHasNoPercentiles() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Samples(List.of()));
    }
}
