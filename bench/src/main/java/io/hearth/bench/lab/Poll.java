package io.hearth.bench.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Asks again and again, until the answer is the wanted one.
 *
 * <p>The pauses grow with the time that has passed: whoever asks takes time from what it waits for, on the same cores.
 * What is measured so is too long by at most 2 percent, or by two milliseconds.
 */
public final class Poll {

    private static final long SHORTEST_NANOS = 2_000_000;
    private static final long LONGEST_NANOS = 20_000_000;
    private static final int PAUSES_PER_TIME = 50;

    private Poll() {}

    /** Something that can be asked. */
    public interface Question<T> {
        T ask() throws IOException;
    }

    public static <T> T until(Question<T> question, Predicate<T> wanted, Duration atMost) throws IOException {
        long began = System.nanoTime();
        T answer = question.ask();
        while (!wanted.test(answer)) {
            long passed = System.nanoTime() - began;
            if (passed > atMost.toNanos()) {
                throw new IOException("not within %d s, at last: %s".formatted(atMost.toSeconds(), answer));
            }
            LockSupport.parkNanos(Math.min(LONGEST_NANOS, Math.max(SHORTEST_NANOS, passed / PAUSES_PER_TIME)));
            answer = question.ask();
        }
        return answer;
    }
}
