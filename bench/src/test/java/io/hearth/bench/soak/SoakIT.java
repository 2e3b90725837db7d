package io.hearth.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A cut of what {@code bench/soak} does. */
class SoakIT {

    private static final int SESSIONS = 20;

    @Test
    void nothingGrowsWithSessionsThatComeAndGo() throws IOException, InterruptedException {
        Path home = Path.of(System.getProperty("hearth.home"));
        try (SoakGateway gateway = SoakGateway.withToys(home)) {
            assertThat(new Cycles(gateway, SESSIONS, "soaked", "soaked", line -> System.out.println("soak: " + line))
                            .run())
                    .isEmpty();
        }
    }
}
