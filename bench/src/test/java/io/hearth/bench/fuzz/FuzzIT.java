package io.hearth.bench.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A cut of what {@code bench/fuzz} does. */
class FuzzIT {

    private static final int REQUESTS = 1_500;

    @Test
    void everyAnswerToARequestThatIsNearlyRightIsOneOfTheContracts() throws IOException, InterruptedException {
        Path home = Path.of(System.getProperty("hearth.home"));
        // Another seed with every build finds more over time; a failure names the one that it had.
        long seed = System.currentTimeMillis();

        List<String> violations =
                Fuzz.run(new FuzzPlan(home, seed, 0, REQUESTS, line -> System.out.println("fuzz: " + line)));

        assertThat(violations).as("--seed=%d", seed).isEmpty();
    }
}
