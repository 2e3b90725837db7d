package io.hearth.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A cut of what {@code bench/chaos} does, and that its checker finds what is put in on purpose. */
class ChaosIT {

    private static final Duration LASTS = Duration.ofSeconds(40);

    private static final Set<Fault.Kind> FAULTS = EnumSet.allOf(Fault.Kind.class);

    @Test
    void nothingIsLostOrDoneTwiceOrLeftAndWhatIsPutInOnPurposeIsFound() throws Exception {
        Path home = Path.of(System.getProperty("hearth.home"));
        long seed = System.currentTimeMillis();
        ChaosPlan plan = new ChaosPlan(home, seed, LASTS, FAULTS, 2, 6, line -> System.out.println("chaos: " + line));
        try (Chaos chaos = Chaos.start(plan)) {
            chaos.run();

            List<Violation> violations = chaos.check();
            if (!violations.isEmpty()) {
                chaos.saveLogs(Path.of("target", "chaos-logs"));
            }
            assertThat(violations).as("--seed=%d", seed).isEmpty();

            for (Sabotage sabotage : Sabotage.values()) {
                try (AutoCloseable put = sabotage.put(chaos.cluster())) {
                    assertThat(put).isNotNull();
                    assertThat(chaos.check())
                            .as(sabotage.option())
                            .extracting(Violation::kind)
                            .contains(sabotage.found());
                }
            }
        }
    }
}
