package io.hearth.cli.demo;

import io.hearth.cli.client.Credentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A gateway that lives no longer than this process: it ends when its standard input does, and that is a pipe from here.
 * Its output goes to a file, so that it never waits for a reader.
 */
final class GatewayProcess implements AutoCloseable {

    private static final String READY = "Hearth is ready at ";
    private static final String ACCESS = " INFO  access ";
    private static final long GRACE_SECONDS = 20;

    private final Process process;
    private final Path data;
    private final Path output;

    private GatewayProcess(Process process, Path data, Path output) {
        this.process = process;
        this.data = data;
        this.output = output;
    }

    /**
     * @param home the directory of the distribution
     * @param port 0 for any free one
     */
    static GatewayProcess start(Path home, int port, Path data) throws IOException {
        Path output = data.resolve("gateway.log");
        Process process = new ProcessBuilder(
                        home.resolve("bin").resolve("hearth").toString(),
                        "up",
                        "--port",
                        Integer.toString(port),
                        "--data",
                        data.toString(),
                        "--end-with-input")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new GatewayProcess(process, data, output);
    }

    boolean isReady() throws IOException {
        return outputLines().stream().anyMatch(line -> line.startsWith(READY));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    boolean endsWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits until it has ended. */
    int awaitExitCode() throws InterruptedException {
        return process.waitFor();
    }

    Credentials credentials() throws IOException {
        return Credentials.read(data.resolve(Credentials.FILE_NAME));
    }

    /** The last lines of what it printed and logged, without those of single requests. */
    List<String> newestOutput(int lines) throws IOException {
        List<String> all =
                outputLines().stream().filter(line -> !line.contains(ACCESS)).toList();
        return all.subList(Math.max(0, all.size() - lines), all.size());
    }

    /** Lets it end its sessions and itself, and makes sure that it is gone. May be called again. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // The other end is gone, which is what closing is for.
        }
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private List<String> outputLines() throws IOException {
        // Never fails for bytes that are no UTF-8: a gateway that cannot start may say anything.
        return new String(Files.readAllBytes(output), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }
}
