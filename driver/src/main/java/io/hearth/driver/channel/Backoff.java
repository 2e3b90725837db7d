package io.hearth.driver.channel;

import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before the next try: short at first, doubled up to a cap, with jitter. Used by one thread. */
public final class Backoff {

    private static final long FIRST_MILLIS = 50;
    private static final long LONGEST_MILLIS = 1_500;

    private long millis = FIRST_MILLIS;

    /** The next pause, milliseconds: between half of the step and all of it. */
    public long next() {
        long step = millis;
        millis = Math.min(LONGEST_MILLIS, step * 2);
        return step / 2 + ThreadLocalRandom.current().nextLong(step / 2 + 1);
    }

    public void reset() {
        millis = FIRST_MILLIS;
    }
}
