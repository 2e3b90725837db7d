package io.hearth.server.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the class archive that is missing: has a driver of no consequence live through a rehearsal and exit. That takes
 * half a minute of one processor, so it gives way to everything else on the machine. Whatever goes wrong, drivers start
 * without an archive, and the next gateway tries again. Thread-safe.
 */
final class ClassArchiveMaker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClassArchiveMaker.class);
    private static final String MAIN = "io.hearth.driver.Rehearsal";
    private static final String SCRATCH = "rehearsal-";
    private static final long MOST_MINUTES = 6;
    private static final long LOOK_MILLIS = 5_000;
    private static final int MOST_LOOKS = 24;

    private final ClassArchive archive;
    private final DriverCommand command;
    private volatile boolean working;
    private @Nullable Process process;
    private boolean closed;

    ClassArchiveMaker(ClassArchive archive, DriverCommand command) {
        this.archive = archive;
        this.command = command;
    }

    /**
     * Makes the archive soon, in the background.
     *
     * @param quiet whether the machine has nothing better to do; after some minutes it is not asked any more
     */
    void start(BooleanSupplier quiet) {
        if (!archive.isThere()) {
            working = true;
            Thread thread = new Thread(() -> run(quiet), "class-archive");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run(BooleanSupplier quiet) {
        try {
            for (int look = 0; look < MOST_LOOKS; look++) {
                if (!waitAndGoOn()) {
                    return;
                }
                if (quiet.getAsBoolean()) {
                    break;
                }
            }
            make();
        } catch (IOException | RuntimeException e) {
            LOG.warn("The classes of drivers could not be kept, so they start without: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            working = false;
        }
    }

    /** Whether the archive is being made or soon will be. */
    boolean isWorking() {
        return working;
    }

    /** False when this was closed meanwhile. */
    private synchronized boolean waitAndGoOn() throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);
        for (long left = LOOK_MILLIS; left > 0 && !closed; left = (until - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        return !closed;
    }

    private void make() throws IOException, InterruptedException {
        if (Files.notExists(archive.directory())) {
            Files.createDirectories(archive.directory());
            // Other accounts may run drivers.
            Files.setPosixFilePermissions(archive.directory(), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        // What a gateway that was killed left behind.
        PrivateFiles.children(archive.directory()).stream()
                .filter(path -> String.valueOf(path.getFileName()).startsWith(SCRATCH))
                .forEach(PrivateFiles::delete);
        Path scratch = Files.createTempDirectory(archive.directory(), SCRATCH);
        try {
            make(scratch);
        } finally {
            PrivateFiles.delete(scratch);
        }
    }

    private void make(Path scratch) throws IOException, InterruptedException {
        Path draft = scratch.resolve("archive");
        Path output = scratch.resolve("output");
        long began = System.nanoTime();
        Process started = start(scratch, draft, output);
        if (started == null) {
            return;
        }
        boolean ended = started.waitFor(MOST_MINUTES, TimeUnit.MINUTES);
        started.destroyForcibly();
        if (isClosed()) {
            return;
        }
        if (ended && started.exitValue() == 0 && Files.exists(draft)) {
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("r--r--r--"));
            archive.take(draft);
            LOG.info(
                    "Kept the classes of drivers for quicker starts, in {} s",
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
        } else {
            LOG.warn(
                    "The classes of drivers could not be kept, so they start without: {}",
                    ended ? "exit " + started.exitValue() + ", " + lastLine(output) : "it takes too long");
        }
    }

    private static String lastLine(Path output) throws IOException {
        List<String> lines = Files.readAllLines(output);
        return lines.isEmpty() ? "no output" : lines.get(lines.size() - 1);
    }

    private synchronized @Nullable Process start(Path scratch, Path draft, Path output) throws IOException {
        if (closed) {
            return null;
        }
        List<String> arguments = new ArrayList<>();
        if (Files.isExecutable(DriverCommand.NICE)) {
            arguments.addAll(List.of(DriverCommand.NICE.toString(), "-n", "19"));
        }
        Path work = Files.createDirectories(scratch.resolve("work"));
        Files.createDirectories(work.resolve("tmp"));
        arguments.addAll(command.java(archive.making(draft), work));
        arguments.addAll(List.of(MAIN, work.toString()));
        ProcessBuilder builder = new ProcessBuilder(arguments)
                .directory(work.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        command.environment(builder.environment());
        Process started = builder.start();
        process = started;
        return started;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Gives up what is being made. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
