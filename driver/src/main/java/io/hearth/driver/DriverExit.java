package io.hearth.driver;

import io.hearth.api.EndCause;
import io.hearth.api.channel.ChannelCodec;
import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.DriverSpec;
import io.hearth.api.channel.Envelope;
import io.hearth.api.channel.ExitCode;
import io.hearth.driver.channel.GatewayChannel;
import io.hearth.driver.repl.Traceback;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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

    private final GatewayChannel channel;
    private final Path endingFile;
    private final AtomicReference<@Nullable End> end = new AtomicReference<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final End heapDeath = death(MemoryDeath.HEAP);
    private final End metaspaceDeath = death(MemoryDeath.METASPACE);

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
        ask(new End(new DriverFrame.Ending(cause, detail), null, code, TOLD_MILLIS));
    }

    /** @param conf Spark's properties that it was to start with */
    void startFailed(Throwable thrown, Map<String, String> conf) {
        for (Throwable cause : Traceback.causes(thrown, StartFailure.MOST_CAUSES)) {
            MemoryDeath death = MemoryDeath.in(cause);
            if (death != null) {
                memoryDied(death);
                return;
            }
        }
        StartFailure failure = StartFailure.of(thrown, conf);
        ask(new End(
                new DriverFrame.Ending(failure.cause(), failure.detail()),
                new DriverFrame.StartFailed(
                        thrown.getClass().getName(),
                        Traceback.messageOf(thrown),
                        failure.cause().exactName(),
                        failure.detail()),
                failure.cause() == EndCause.NO_SPACE ? ExitCode.NO_SPACE : ExitCode.START_FAILED,
                START_FAILURE_TOLD_MILLIS));
    }

    private static End death(MemoryDeath memory) {
        return new End(
                new DriverFrame.Ending(memory.cause(), memory.detail()), null, ExitCode.OUT_OF_MEMORY, TOLD_MILLIS);
    }

    /** Asks without making a single object: there is no room for one. */
    void memoryDied(MemoryDeath memory) {
        ask(memory == MemoryDeath.METASPACE ? metaspaceDeath : heapDeath);
    }

    /** Someone else ends the JVM, which is about to run its hooks; false when this object does. */
    boolean foreignExit(EndCause cause, String detail) {
        DriverFrame.Ending ending = new DriverFrame.Ending(cause, detail);
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
    void awaitAndExit() {
        rehearse();
        awaitAsked();
        End wanted = end.get();
        if (wanted == null) {
            throw new IllegalStateException("an end was asked for, but none is there");
        }
        if (wanted.ending() != null && wanted.code() == ExitCode.OUT_OF_MEMORY) {
            dieOfMemory(wanted.ending());
        }
        haltLater(wanted.toldMillis() + HOOKS_MILLIS, wanted.code());
        if (wanted.ending() != null) {
            tell(wanted.ending(), wanted.failure() == null ? wanted.ending() : wanted.failure(), wanted.toldMillis());
        }
        System.exit(wanted.code());
    }

    /** User code can interrupt any thread of its JVM, which is no reason to end. */
    private void awaitAsked() {
        while (true) {
            try {
                asked.await();
                return;
            } catch (InterruptedException e) {
                // The wait goes on.
            }
        }
    }

    /** No hooks: they would need memory. Halts even if nothing can be written any more. */
    private void dieOfMemory(DriverFrame.Ending ending) {
        try {
            haltLater(HOOKS_MILLIS, ExitCode.OUT_OF_MEMORY);
            tell(ending, ending, TOLD_MILLIS);
        } finally {
            Runtime.getRuntime().halt(ExitCode.OUT_OF_MEMORY);
        }
    }

    private void tell(DriverFrame.Ending ending, DriverFrame report, long timeoutMillis) {
        long sequence = channel.report(report);
        try {
            write(new Envelope(sequence, ending), endingFile);
        } catch (IOException e) {
            System.err.println("hearth-driver: the cause of the end could not be written down: " + e);
        }
        say(ending, System.err);
        try {
            channel.awaitAcknowledged(sequence, timeoutMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(Envelope ending, Path file) throws IOException {
        Path unfinished = file.resolveSibling(DriverSpec.ENDING_FILE + ".tmp");
        Files.write(unfinished, ChannelCodec.encode(ending));
        Files.move(unfinished, file);
    }

    private static void say(DriverFrame.Ending ending, PrintStream out) {
        String cause = ending.exactCause() == null ? ending.cause() : ending.exactCause();
        out.println("hearth-driver: ending, " + cause + ": " + ending.detail());
    }

    /** Loads every class that the end needs: one that comes for want of metaspace finds no room for them. */
    private void rehearse() {
        Halt unused = new Halt(0, 0);
        if (metaspaceDeath.ending() == null) {
            return;
        }
        say(metaspaceDeath.ending(), new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        Path rehearsed = endingFile.resolveSibling(DriverSpec.ENDING_FILE + ".rehearsed");
        try {
            write(new Envelope(0, metaspaceDeath.ending()), rehearsed);
            Files.delete(rehearsed);
        } catch (IOException e) {
            System.err.println("hearth-driver: cannot write to the work directory: " + e);
        }
    }

    private static void haltLater(long millis, int code) {
        Thread halt = new Thread(new Halt(millis, code), "hearth-halt");
        halt.setDaemon(true);
        halt.start();
    }

    private record Halt(long millis, int code) implements Runnable {
        @Override
        public void run() {
            try {
                TimeUnit.MILLISECONDS.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(code);
        }
    }
}
