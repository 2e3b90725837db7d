package io.hearth.cli.admin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The gateway's program, started to administer and for nothing else. It is told its token over a pipe, which nobody else can
 * read, and ends with that pipe.
 */
final class AdministrationProcess implements AutoCloseable {

    private static final String READY = "Hearth is ready at ";
    private static final String AUDIT = " audit who ";
    private static final String REFUSAL = "hearth: ";
    private static final int USAGE = 2;
    private static final int TOKEN_BYTES = 32;
    private static final long GRACE_SECONDS = 20;

    private final Process process;
    private final Operator operator;
    private final Thread output;

    private AdministrationProcess(Process process, Operator operator, Thread output) {
        this.process = process;
        this.operator = operator;
        this.output = output;
    }

    static AdministrationProcess start(Path directory, List<String> settings) throws IOException {
        String home = System.getenv("HEARTH_HOME");
        if (home == null) {
            throw new AdminFailure("HEARTH_HOME is not set; start this with the hearth script");
        }
        List<String> command =
                new ArrayList<>(List.of(Path.of(home, "bin", "hearth").toString(), "up"));
        command.addAll(List.of("--administration", "--data", directory.toString()));
        command.addAll(settings);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String token = newToken();
        tell(process, token);
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        URI address = awaitReady(process, output);
        return new AdministrationProcess(process, new Operator(address, token, ""), passAuditOn(output));
    }

    private static String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void tell(Process process, String token) {
        OutputStream input = process.getOutputStream();
        try {
            input.write((token + "\n").getBytes(StandardCharsets.US_ASCII));
            input.flush();
        } catch (IOException e) {
            // It has ended before it listened, and its output says why.
        }
    }

    private static URI awaitReady(Process process, BufferedReader output) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY)) {
                return URI.create(line.substring(READY.length()));
            }
            lines.add(line);
        }
        throw failure(lines, exitCode(process));
    }

    /** No gateway's log takes its audit lines, so they go to this command's own. What else it says is of no interest. */
    private static Thread passAuditOn(BufferedReader output) {
        Thread thread = new Thread(
                () -> {
                    try (output) {
                        for (String line = output.readLine(); line != null; line = output.readLine()) {
                            if (line.contains(AUDIT)) {
                                System.err.println(line);
                            }
                        }
                    } catch (IOException e) {
                        // It has ended.
                    }
                },
                "administration-output");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static AdminFailure failure(List<String> lines, int exitCode) {
        if (exitCode == USAGE) {
            return new AdminFailure(String.join(System.lineSeparator(), lines), USAGE);
        }
        return lines.stream()
                .filter(line -> line.startsWith(REFUSAL))
                .findFirst()
                .map(line -> new AdminFailure(line.substring(REFUSAL.length())))
                .orElseGet(() -> new AdminFailure(
                        "the gateway's program ended with %d:%n%s".formatted(exitCode, String.join("\n", lines))));
    }

    private static int exitCode(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AdminFailure("interrupted");
        }
    }

    Operator operator() {
        return operator;
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            output.join(GRACE_SECONDS * 1000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
