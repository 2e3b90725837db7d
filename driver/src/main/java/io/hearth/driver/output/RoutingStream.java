package io.hearth.driver.output;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Sends bytes to the process's own stream and, as long as it takes them, to the statement of the thread that writes them.
 * What a statement does not keep for its size the process does not get either. Thread-safe.
 */
final class RoutingStream extends OutputStream {

    private final OutputCapture capture;
    private final OutputStream process;

    RoutingStream(OutputCapture capture, OutputStream process) {
        this.capture = capture;
        this.process = process;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        StatementOutput output = capture.current();
        int kept = output == null ? StatementOutput.OVER : output.write(bytes, offset, length);
        process.write(bytes, offset, kept == StatementOutput.OVER ? length : kept);
    }

    @Override
    public void flush() throws IOException {
        process.flush();
    }
}
