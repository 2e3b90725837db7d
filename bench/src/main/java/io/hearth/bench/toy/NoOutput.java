package io.hearth.bench.toy;

import io.hearth.api.channel.DriverFrame;
import io.hearth.driver.channel.OutputSource;
import org.jspecify.annotations.Nullable;

/** Of statements that tell what they printed when they are over, and not before. */
final class NoOutput implements OutputSource {

    @Override
    public void whenReady(Runnable waker) {
        // it never is
    }

    @Override
    public boolean isReady() {
        return false;
    }

    @Override
    public DriverFrame.@Nullable Output next() {
        return null;
    }

    @Override
    public void forget() {
        // there is nothing to forget
    }
}
