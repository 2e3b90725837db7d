package io.hearth.driver.channel;

import io.hearth.api.channel.DriverFrame;
import org.jspecify.annotations.Nullable;

/** Where a channel gets the output that is told while it comes. It is asked when it can be sent, and not before. */
public interface OutputSource {

    /** Has something called, on any thread, when {@link #isReady} becomes true. It must be quick. */
    void whenReady(Runnable waker);

    /** Whether {@link #next} may give something. */
    boolean isReady();

    /** What comes next; null when there is nothing for now. */
    DriverFrame.@Nullable Output next();

    /** The gateway that asked for output is gone; the next one asks again. */
    void forget();
}
