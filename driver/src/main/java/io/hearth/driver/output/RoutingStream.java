package io.hearth.driver.output;

import java.io.IOException;
import java.io.OutputStream;

/** Sends bytes to the statement of the thread that writes them, or to the process's own stream. Thread-safe. */
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
        if (output == null || !output.write(bytes, offset, length)) {
            process.write(bytes, offset, length);
        }
    }

    @Override
    public void flush() throws IOException {
        process.flush();
    }
}
