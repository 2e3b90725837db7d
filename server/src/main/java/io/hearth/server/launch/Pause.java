package io.hearth.server.launch;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a process group stopped. A shell holds it so and lets it go when its input ends, which this process does by
 * closing it or by dying: nothing stays stopped for ever.
 */
final class Pause implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Pause.class);

    private final Process holder;

    private Pause(Process holder) {
        this.holder = holder;
    }

    /** Null when there is no shell to do it. */
    static @Nullable Pause of(long leader) {
        String script = "trap '' INT TERM HUP; kill -STOP -%1$d; read -r line; kill -CONT -%1$d".formatted(leader);
        try {
            return new Pause(new ProcessBuilder("/bin/sh", "-c", script)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            LOG.warn("cannot pause the process group {}", leader, e);
            return null;
        }
    }

    @Override
    public void close() {
        try {
            holder.getOutputStream().close();
        } catch (IOException e) {
            LOG.warn("cannot let a process group go on; its shell is ended", e);
            holder.destroyForcibly();
        }
    }
}
