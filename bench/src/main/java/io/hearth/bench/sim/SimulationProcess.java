package io.hearth.bench.sim;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The simulation as the one who needs it sees it: a process that is there before the gateway, and dials when it is told to. */
public final class SimulationProcess implements AutoCloseable {

    private static final long ATTACH_SECONDS = 240;

    private final Process process;
    private final Writer orders;
    private final CompletableFuture<Void> attached = new CompletableFuture<>();
    private final CompletableFuture<@Nullable IOException> broken = new CompletableFuture<>();

    private SimulationProcess(Process process) {
        this.process = process;
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** @param drivers the file that says who they are; it must be there when they are told to dial */
    public static SimulationProcess start(Path drivers) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                SimulationMain.class.getName(),
                drivers.toString());
        SimulationProcess started = new SimulationProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        Thread reader = new Thread(started::listen, "simulation-output");
        reader.setDaemon(true);
        reader.start();
        return started;
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(SimulationMain.ATTACHED)) {
                    attached.complete(null);
                } else {
                    fail(new IOException(line));
                }
            }
            fail(new IOException("the simulated drivers ended"));
        } catch (IOException e) {
            fail(e);
        }
    }

    private void fail(IOException reason) {
        broken.complete(reason);
        attached.completeExceptionally(reason);
    }

    /** Has every driver dial, and waits until all were welcomed. */
    public void attach(URI gateway) throws IOException {
        orders.write(gateway + "\n");
        orders.flush();
        try {
            attached.get(ATTACH_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the simulated drivers could not attach", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Throws when a connection broke since all were welcomed. */
    public void requireWhole() throws IOException {
        IOException reason = broken.getNow(null);
        if (reason != null) {
            throw new IOException("the simulated drivers broke", reason);
        }
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
