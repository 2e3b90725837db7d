package io.hearth.driver;

import io.hearth.api.EndCause;
import io.hearth.api.channel.ChannelCodec;
import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.DriverSpec;
import io.hearth.api.channel.Envelope;
import io.hearth.api.channel.ExitCode;
import io.hearth.driver.channel.GatewayChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The one way out of the process: the first end that is asked for counts, is written down and told, and happens even if
 * the JVM's hooks hang. Thread-safe.
 */
final class DriverExit {

    private static final long TOLD_MILLIS = 500;
    private static final long START_FAILURE_TOLD_MILLIS = 2_000;
    private static final long HOOKS_MILLIS = 2_000;

    private static final int MOST_MESSAGE_CHARS = 16_384;

    private final GatewayChannel channel;
    private final Path endingFile;
    private final AtomicReference<@Nullable End> end = new AtomicReference<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final End memoryDeath = new End(
            new DriverFrame.Ending(EndCause.DRIVER_OUT_OF_MEMORY.name(), "The JVM's memory is used up."),
            null,
            ExitCode.OUT_OF_MEMORY,
            TOLD_MILLIS);

    /**
     * An end.
     *
     * @param ending what is written down and reported; null when the gateway knows already
     * @param failure what is reported in its place; null for most
     */
    private record End(
            DriverFrame.@Nullable Ending ending,
            DriverFrame.@Nullable StartFailed failure,
            int code,
            long toldMillis) {}

    DriverExit(DriverSpec spec, GatewayChannel channel) {
        this.channel = channel;
        this.endingFile = Path.of(spec.workDirectory()).resolve(DriverSpec.ENDING_FILE);
    }

    boolean isAsked() {
        return end.get() != null;
    }

    /** The gateway asked for it. */
    void shutdown() {
        ask(new End(null, null, ExitCode.NORMAL, 0));
    }

    void end(EndCause cause, String detail, int code) {
        ask(new End(new DriverFrame.Ending(cause.name(), detail), null, code, TOLD_MILLIS));
    }

    void startFailed(Throwable thrown) {
        String name = thrown.getClass().getName();
        String message = bounded(thrown.getMessage() == null ? "" : thrown.getMessage());
        ask(new End(
                new DriverFrame.Ending(EndCause.LAUNCH_FAILED.name(), name + ": " + message),
                new DriverFrame.StartFailed(name, message),
                ExitCode.START_FAILED,
                START_FAILURE_TOLD_MILLIS));
    }

    private static String bounded(String message) {
        return message.length() <= MOST_MESSAGE_CHARS ? message : message.substring(0, MOST_MESSAGE_CHARS) + "…";
    }

    /** Asks without making a single object: there is no room for one. */
    void memoryDied() {
        ask(memoryDeath);
    }

    /** Someone else ends the JVM, which is about to run its hooks; false when this object does. */
    boolean foreignExit(EndCause cause, String detail) {
        DriverFrame.Ending ending = new DriverFrame.Ending(cause.name(), detail);
        if (!end.compareAndSet(null, new End(ending, null, ExitCode.HOOKS_HUNG, TOLD_MILLIS))) {
            return false;
        }
        haltLater(HOOKS_MILLIS / 2, ExitCode.HOOKS_HUNG);
        tell(ending, ending, TOLD_MILLIS);
        return true;
    }

    private void ask(End wanted) {
        if (end.compareAndSet(null, wanted)) {
            asked.countDown();
        }
    }

    /** Blocks until an end is asked for, and ends the process. */
    void awaitAndExit() throws InterruptedException {
        asked.await();
        End wanted = end.get();
        if (wanted == null) {
            throw new IllegalStateException("an end was asked for, but none is there");
        }
        if (wanted.code() == ExitCode.OUT_OF_MEMORY) {
            dieOfMemory();
        }
        haltLater(wanted.toldMillis() + HOOKS_MILLIS, wanted.code());
        if (wanted.ending() != null) {
            tell(wanted.ending(), wanted.failure() == null ? wanted.ending() : wanted.failure(), wanted.toldMillis());
        }
        System.exit(wanted.code());
    }

    /** No hooks: they would need memory. Halts even if nothing can be written any more. */
    private void dieOfMemory() {
        try {
            haltLater(HOOKS_MILLIS, ExitCode.OUT_OF_MEMORY);
            if (memoryDeath.ending() != null) {
                tell(memoryDeath.ending(), memoryDeath.ending(), TOLD_MILLIS);
            }
        } finally {
            Runtime.getRuntime().halt(ExitCode.OUT_OF_MEMORY);
        }
    }

    private void tell(DriverFrame.Ending ending, DriverFrame report, long timeoutMillis) {
        long sequence = channel.report(report);
        try {
            Path unfinished = endingFile.resolveSibling(DriverSpec.ENDING_FILE + ".tmp");
            Files.write(unfinished, ChannelCodec.encode(new Envelope(sequence, ending)));
            Files.move(unfinished, endingFile);
        } catch (IOException e) {
            System.err.println("hearth-driver: the cause of the end could not be written down: " + e);
        }
        System.err.println("hearth-driver: ending, " + ending.cause() + ": " + ending.detail());
        try {
            channel.awaitAcknowledged(sequence, timeoutMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void haltLater(long millis, int code) {
        Thread halt = new Thread(
                () -> {
                    try {
                        TimeUnit.MILLISECONDS.sleep(millis);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    Runtime.getRuntime().halt(code);
                },
                "hearth-halt");
        halt.setDaemon(true);
        halt.start();
    }
}
