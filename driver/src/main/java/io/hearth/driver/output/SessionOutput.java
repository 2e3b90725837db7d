package io.hearth.driver.output;

import io.hearth.api.channel.KeptText;
import io.hearth.api.channel.OutputLimits;
import org.jspecify.annotations.Nullable;

/** Which statement of a session prints now. Thread-safe; a session opens its statements on one thread. */
public final class SessionOutput {

    private final OutputCapture capture;
    private volatile @Nullable StatementOutput running;
    private @Nullable OutputFile latest;
    private long spilledBytes;

    SessionOutput(OutputCapture capture) {
        this.capture = capture;
    }

    /**
     * Begins a statement on the calling thread: what this thread and those that it starts print belongs to it. The file
     * of the statement before goes when nobody else needs it: nobody begins the next before the end of that one is told
     * and committed.
     */
    public StatementOutput open(OutputPlace place) {
        if (latest != null) {
            latest.release();
        }
        OutputLimits limits = capture.limits();
        long room = Math.min(limits.statementBytes(), limits.sessionBytes() - spilledBytes);
        // One byte more than is shown tells who finds it that there was more.
        OutputFile file = new OutputFile(place, Math.max(room, limits.shownBytes() + 1));
        latest = file;
        StatementOutput output = capture.open(this, file, room > limits.shownBytes());
        running = output;
        return output;
    }

    /** Ends a statement on the thread that opened it, and gives its text. */
    public String close(StatementOutput output) {
        running = null;
        String text = capture.close(output);
        KeptText kept = output.kept();
        spilledBytes += kept == null ? 0 : kept.bytes();
        return text;
    }

    @Nullable
    StatementOutput running() {
        return running;
    }
}
