package io.hearth.driver.output;

import org.jspecify.annotations.Nullable;

/** Which statement of a session prints now. Thread-safe; a session opens one statement at a time. */
public final class SessionOutput {

    private final OutputCapture capture;
    private volatile @Nullable StatementOutput running;

    SessionOutput(OutputCapture capture) {
        this.capture = capture;
    }

    /**
     * Begins a statement on the calling thread: what this thread and those that it starts print belongs to it.
     *
     * @param id unique in the process
     */
    public StatementOutput open(String id) {
        StatementOutput output = capture.open(this, id);
        running = output;
        return output;
    }

    /** Ends a statement on the thread that opened it, and gives its text. */
    public String close(StatementOutput output) {
        running = null;
        return capture.close(output);
    }

    @Nullable
    StatementOutput running() {
        return running;
    }
}
