package io.hearth.testkit;

import io.hearth.cli.client.Credentials;
import io.hearth.cli.client.HearthClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A gateway as its own process, started by the distribution's own command, as a user would. */
public final class GatewayProcess implements AutoCloseable {

    private static final Duration READY = Duration.ofMinutes(3);
    private static final Duration ENDED = Duration.ofMinutes(1);
    private static final String LOG = "gateway.log";
    private static final String READY_LINE = "Hearth is ready at ";

    private final Process process;
    private final Path data;
    private final int port;
    private final HearthClient client;

    private GatewayProcess(Process process, Path data, int port, HearthClient client) {
        this.process = process;
        this.data = data;
        this.port = port;
        this.client = client;
    }

    /**
     * Starts a gateway, on any free port unless the settings name one, and waits until it says that it is ready.
     *
     * @param home the distribution's directory
     * @param settings passed as {@code -Dkey=value}
     */
    public static GatewayProcess start(Path home, Path data, Map<String, String> settings) throws IOException {
        return start(home, data, settings, builder -> {});
    }

    /** @param change has the last word on how the process is started, for example on its environment */
    public static GatewayProcess start(
            Path home, Path data, Map<String, String> settings, Consumer<ProcessBuilder> change) throws IOException {
        List<String> command = new ArrayList<>(
                InterruptibleCommand.of(home.resolve("bin/hearth").toString()));
        command.addAll(List.of("up", "--data", data.toString()));
        command.addAll(List.of("--port", settings.getOrDefault("server.port", "0")));
        // Otherwise each gateway of a test on fresh data would be busy with these for a while.
        command.add("-Dlaunch.class-archive=" + settings.getOrDefault("launch.class-archive", "off"));
        command.add("-Dpool.queues=" + settings.getOrDefault("pool.queues", ""));
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        Path log = Files.createDirectories(data).resolve(LOG);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        change.accept(builder);
        Process process = builder.start();
        try {
            awaitReady(process, log);
            Credentials credentials = Credentials.read(data.resolve(Credentials.FILE_NAME));
            String document = new HearthClient(credentials)
                    .exchange("GET", "/q/openapi", null, Map.of())
                    .body();
            return new GatewayProcess(
                    process,
                    data,
                    credentials.url().getPort(),
                    new HearthClient(credentials, new ContractCheck(document)));
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static void awaitReady(Process process, Path log) throws IOException {
        CompletableFuture<Void> ready = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(process, ready), "gateway-output");
        reader.setDaemon(true);
        reader.start();
        try {
            ready.get(READY.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the gateway did not become ready:\n" + Files.readString(log), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void read(Process process, CompletableFuture<Void> ready) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(READY_LINE)) {
                    ready.complete(null);
                }
            }
            ready.completeExceptionally(new IllegalStateException("the gateway ended"));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    /** A client whose exchanges are all held to the contract. */
    public HearthClient client() {
        return client;
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /** Where the gateway keeps everything. */
    public Path data() {
        return data;
    }

    /** What the gateways on this data said on their standard error, oldest first. */
    public List<String> log() {
        try {
            return Files.readAllLines(data.resolve(LOG));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The gateway's drivers that live, told by the scratch directory in their command lines. */
    public List<ProcessHandle> drivers() {
        String mark = data.resolve("drivers").toAbsolutePath().toString();
        return ProcessHandle.allProcesses()
                .filter(handle -> handle.info()
                        .arguments()
                        .map(arguments -> List.of(arguments).stream().anyMatch(text -> text.startsWith(mark)))
                        .orElse(false))
                .toList();
    }

    /** Ends it without any chance to do something about it. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Asks it to end as Ctrl-C does, and waits until it has. */
    public void interrupt() {
        end("INT");
    }

    /** Asks it to end as a service manager does, and waits until it has. */
    public void terminate() {
        end("TERM");
    }

    private void end(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        awaitEnd();
    }

    /** Waits until it has ended by itself; returns its exit code. */
    public int awaitExit() {
        awaitEnd();
        return process.exitValue();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(ENDED.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the gateway does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            process.destroy();
            awaitEnd();
        }
    }
}
