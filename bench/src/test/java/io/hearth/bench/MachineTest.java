package io.hearth.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineTest {

    @Test
    void sharesAreOfTheTimeBetween() {
        CpuTimes before = CpuTimes.parse("cpu  100 0 50 800 50 0 0 0 7 7");
        CpuTimes after = CpuTimes.parse("cpu  120 0 60 850 60 0 0 10 7 7");

        assertThat(after.busyPercentSince(before)).isEqualTo(40);
        assertThat(after.stolenPercentSince(before)).isEqualTo(10);
    }

    @Test
    void warnsWhenTheMachineIsNotQuiet() {
        assertThat(new Quietness(2, 0.2, 1, 0).warnings()).isEmpty();
        assertThat(new Quietness(2, 1.5, 60, 8).warnings()).hasSize(3);
    }
}
