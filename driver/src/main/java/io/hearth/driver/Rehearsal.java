package io.hearth.driver;

import io.hearth.api.StatementKind;
import io.hearth.api.channel.CancelPolicy;
import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.DriverSpec;
import io.hearth.api.channel.Envelope;
import io.hearth.api.channel.GatewayFrame;
import io.hearth.api.channel.LoopChecks;
import io.hearth.api.channel.OutputLimits;
import io.hearth.api.channel.StatementOutcome;
import io.hearth.driver.channel.Journal;
import io.hearth.driver.channel.MemoryJournal;
import io.hearth.driver.output.OutputCapture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The main class of a process that lives the life of a driver once, for nobody, so that its JVM can keep the classes that it
 * loads for drivers to come. Its one argument is an empty directory. It exits with 0 when all went well, and does not
 * outlive the process that started it.
 */
public final class Rehearsal {

    private static final String SESSION = "rehearsal";
    private static final long MOST_MINUTES = 5;

    /** Nobody listens there: what a driver needs to dial is loaded all the same. */
    private static final String NO_GATEWAY = "http://127.0.0.1:9";

    private static final int FAILED = 1;
    private static final int ABANDONED = 2;

    private Rehearsal() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]).toAbsolutePath();
        DriverSpec spec = new DriverSpec(
                SESSION,
                "",
                List.of(NO_GATEWAY),
                conf(),
                directory.toString(),
                TimeUnit.MINUTES.toMillis(MOST_MINUTES),
                new CancelPolicy(TimeUnit.MINUTES.toMillis(MOST_MINUTES), LoopChecks.ON),
                new OutputLimits(1 << 20, 0, 0),
                0,
                List.of());
        endWithParent();
        ScratchSpace scratch = ScratchSpace.below(directory);
        DriverMain.setProperties(scratch);
        OutputCapture capture = OutputCapture.install(spec.outputLimits(), StatementProperty::ofTask);
        Listening journal = new Listening();
        Driver driver = new Driver(spec, scratch, capture, journal);
        driver.received(new GatewayFrame.OpenSession(SESSION, List.of()));
        for (int i = 0; i < SampleCells.WORK.size(); i++) {
            driver.received(new GatewayFrame.RunStatement(SESSION, i, StatementKind.SPARK, SampleCells.WORK.get(i), 0));
        }
        CompletableFuture<Void> unused =
                journal.lastEnded.thenRun(() -> driver.received(new GatewayFrame.Shutdown("the rehearsal is over")));
        driver.run();
    }

    private static Map<String, String> conf() {
        return Map.of(
                "spark.master", "local[2]",
                "spark.app.name", SESSION,
                "spark.ui.enabled", "false",
                "spark.driver.host", "127.0.0.1",
                "spark.driver.bindAddress", "127.0.0.1");
    }

    private static void endWithParent() {
        CompletableFuture<?> parent = ProcessHandle.current()
                .parent()
                .<CompletableFuture<?>>map(ProcessHandle::onExit)
                .orElseGet(() -> CompletableFuture.completedFuture(null));
        CompletableFuture<Void> unused = parent.<Void>handle((gone, failure) -> null)
                .completeOnTimeout(null, MOST_MINUTES, TimeUnit.MINUTES)
                .thenRun(() -> Runtime.getRuntime().halt(ABANDONED));
    }

    /** Hears what the driver would report. */
    private static final class Listening implements Journal {

        final CompletableFuture<Void> lastEnded = new CompletableFuture<>();
        private final Journal kept = new MemoryJournal();

        @Override
        public long append(DriverFrame report) {
            if (report instanceof DriverFrame.StatementEnded ended) {
                if (ended.outcome().status() != StatementOutcome.Status.OK) {
                    System.err.println("hearth-driver: the rehearsal failed: " + ended.outcome());
                    Runtime.getRuntime().halt(FAILED);
                } else if (ended.statement() == SampleCells.WORK.size() - 1) {
                    lastEnded.complete(null);
                }
            }
            return kept.append(report);
        }

        @Override
        public void acknowledge(long sequence) {
            kept.acknowledge(sequence);
        }

        @Override
        public @Nullable Envelope next(long sequence) {
            return kept.next(sequence);
        }

        @Override
        public long acknowledged() {
            return kept.acknowledged();
        }
    }
}
