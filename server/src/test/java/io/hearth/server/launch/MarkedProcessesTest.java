package io.hearth.server.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MarkedProcessesTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final String driverId = UUID.randomUUID().toString();

    @Test
    void theFirstIsTheDriversOwnAndAllOfThemAreEnded() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("/bin/sh", "-c", "setsid sh -c 'echo $$; exec sleep 301' & exec sleep 302");
        builder.environment().put(MarkedProcesses.MARK, driverId);
        Process driver = builder.start();
        long pid = Long.parseLong(driver.inputReader().readLine());
        ProcessHandle child = ProcessHandle.of(pid).orElseThrow();

        assertThat(MarkedProcesses.first(driverId)).map(ProcessHandle::pid).contains(driver.pid());
        MarkedProcesses.end(driverId, Optional.empty());

        assertThat(driver.onExit()).succeedsWithin(SOON);
        assertThat(child.onExit()).succeedsWithin(SOON);
        assertThat(MarkedProcesses.first(driverId)).isEmpty();
    }

    @Test
    void oneThatWasNeverThereIsNotFound() {
        assertThat(MarkedProcesses.first(driverId)).isEmpty();
    }
}
