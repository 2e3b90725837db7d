package io.hearth.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EarlyCancelsTest {

    private final EarlyCancels cancels = new EarlyCancels();

    @Test
    void aCancelWaitsForItsStatementAndCountsOnce() {
        cancels.add(2);
        assertThat(cancels.take(1)).isFalse();
        assertThat(cancels.take(2)).isTrue();
        assertThat(cancels.take(2)).isFalse();
    }

    @Test
    void whatIsKeptIsBoundedAndTheNextStatementsComeFirst() {
        for (int number = 100_000; number > 0; number--) {
            cancels.add(number);
        }
        assertThat(cancels.take(1)).isTrue();
        assertThat(cancels.take(4_096)).isTrue();
        assertThat(cancels.take(4_097)).isFalse();
    }
}
