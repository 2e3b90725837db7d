package io.hearth.driver.output;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Which statement of a session prints now. Thread-safe; a session opens its statements on one thread. */
public final class SessionOutput {

    private final OutputCapture capture;
    private volatile @Nullable StatementOutput running;
    private @Nullable OutputFile latest;

    SessionOutput(OutputCapture capture) {
        this.capture = capture;
    }

    /**
     * Begins a statement on the calling thread: what this thread and those that it starts print belongs to it. The file
     * of the statement before goes: nobody begins the next before the end of that one is told and committed.
     *
     * @param id unique in the process
     * @param path where its text is kept until then, should the process not live to tell it
     */
    public StatementOutput open(String id, Path path) {
        if (latest != null) {
            latest.delete();
        }
        OutputFile file = new OutputFile(path);
        latest = file;
        StatementOutput output = capture.open(this, id, file);
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
