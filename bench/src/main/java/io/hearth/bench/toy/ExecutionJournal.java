package io.hearth.bench.toy;

import io.hearth.api.channel.StatementOutcome;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * What one driver executed, a line for each beginning and each end, on the disk's side of the process before anything else happens: it
 * outlives {@code kill -9}, though not the machine. Thread-safe.
 */
final class ExecutionJournal implements AutoCloseable {

    static final String SUFFIX = ".executed";

    // Not a channel: that would be closed by the interrupt which cancels a statement.
    private final OutputStream file;

    private ExecutionJournal(OutputStream file) {
        this.file = file;
    }

    /** @throws IOException also when the file is there: no driver starts twice */
    static ExecutionJournal create(Path file) throws IOException {
        return new ExecutionJournal(new FileOutputStream(Files.createFile(file).toFile()));
    }

    void begun(String sessionId, int statement, String code) {
        write(Execution.BEGIN, sessionId, statement, "-", code);
    }

    void ended(String sessionId, int statement, StatementOutcome outcome) {
        write(Execution.END, sessionId, statement, outcome.status().name(), outcome.text());
    }

    private synchronized void write(String what, String sessionId, int statement, String status, String text) {
        String encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        String line = String.join(
                " ",
                what,
                String.valueOf(System.currentTimeMillis()),
                sessionId,
                String.valueOf(statement),
                status,
                encoded + "\n");
        try {
            file.write(line.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException("what was executed cannot be written down", e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
