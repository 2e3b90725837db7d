package io.hearth.server.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.api.MemorySize;
import io.hearth.api.channel.CancelPolicy;
import io.hearth.api.channel.LoopChecks;
import io.hearth.api.channel.OutputLimits;
import io.hearth.server.objects.FolderObjectStore;
import io.hearth.server.objects.LogArchive;
import io.hearth.server.objects.OutputArchive;
import io.hearth.server.session.Custody;
import io.hearth.server.session.Driver;
import io.hearth.server.session.DriverExit;
import io.hearth.server.session.LaunchListener;
import io.hearth.server.session.PoolState;
import io.hearth.server.session.Pooled;
import io.hearth.server.session.ProcessReference;
import io.hearth.server.session.SessionLogs.Stream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The output of drivers whose gateway died, each of them dead as well. */
class AdoptedDriverTest {

    private static final Pooled TAKEN = new Pooled(PoolState.TAKEN, "project", "queue", "heap 1g", 2, 1);

    @TempDir
    private Path directory = Path.of("");

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final MemoryLogIndex index = new MemoryLogIndex();
    private final Path drivers;
    private final WorkDirectories directories;

    AdoptedDriverTest(@TempDir Path drivers) {
        this.drivers = drivers;
        this.directories = new WorkDirectories(drivers, Optional.empty());
    }

    private Path work() {
        return directories.of("driver");
    }

    @BeforeEach
    void launchAndPrint() throws IOException {
        directories.prepare("driver", work(), new byte[0]);
        print("printed while it warmed up\n");
    }

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    private void print(String text) throws IOException {
        Files.writeString(directories.output("driver", work(), Stream.STDOUT), text, StandardOpenOption.APPEND);
    }

    private LogArchive logs() {
        return new LogArchive(new FolderObjectStore(directory.resolve("objects")), index, 1 << 20);
    }

    private LocalLauncher launcher() {
        LocalOptions options = new LocalOptions(
                Path.of("java"),
                Path.of("spark"),
                Path.of("driver.jar"),
                drivers,
                Optional.empty(),
                GatewayAccess.of(() -> URI.create("ws://127.0.0.1:1/"), List.of()),
                MemorySize.ofGibibytes(1),
                MemorySize.ofGibibytes(1),
                1,
                Duration.ofMinutes(5),
                new CancelPolicy(1_000, LoopChecks.ON),
                Duration.ofSeconds(1),
                Map.of(),
                Optional.empty(),
                new OutputLimits(1 << 20, 1 << 20, 1 << 20),
                MemorySize.ofGibibytes(1));
        OutputArchive outputs = new OutputArchive(
                new FolderObjectStore(directory.resolve("objects")), new NoOutputIndex(), 1 << 20, 1 << 20);
        return new LocalLauncher(options, logs(), outputs, Runnable::run, timer);
    }

    private List<String> logAfterAdopting(@Nullable Pooled pooled) {
        Driver driver = new Driver("driver", "", 1, 0, 1, work().toString(), null, 1, 1, null, pooled, Custody.NONE, 0);
        Ends ends = new Ends();
        try (LocalLauncher launcher = launcher()) {
            launcher.adopt(driver, "session", ends);
            assertThat(ends.exit.join().announced()).isNull();
        }
        return logs().lines("session", Stream.STDOUT, 0, 100);
    }

    @Test
    void aWarmDriverThatWasTakenAndNotHandedOverBeginsTheLogAnew() {
        assertThat(logAfterAdopting(TAKEN)).isEmpty();
    }

    @Test
    void aWarmDriverThatWasHandedOverKeepsWhatItPrinted() throws IOException {
        directories.beginOutput("driver", work());
        print("printed for the session\n");

        assertThat(logAfterAdopting(TAKEN)).containsExactly("printed for the session");
    }

    @Test
    void aDriverThatWasLaunchedForItsSessionKeepsWhatItPrinted() {
        assertThat(logAfterAdopting(null)).containsExactly("printed while it warmed up");
    }

    private static final class Ends implements LaunchListener {

        private final CompletableFuture<DriverExit> exit = new CompletableFuture<>();

        @Override
        public void started(String driverId, ProcessReference process) {
            throw new AssertionError(driverId + " was not launched here");
        }

        @Override
        public CompletableFuture<Void> exited(String driverId, DriverExit seen) {
            exit.complete(seen);
            return CompletableFuture.completedFuture(null);
        }
    }
}
