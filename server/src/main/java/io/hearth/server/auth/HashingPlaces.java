package io.hearth.server.auth;

import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** How many passwords are hashed at one time, so that logins leave the machine to the rest. Thread-safe. */
final class HashingPlaces {

    private static final int LONGEST_LINE = 8;
    private static final Duration COME_BACK = Duration.ofSeconds(1);

    private final Semaphore places;
    private final Duration patience;

    HashingPlaces(int count, Duration patience) {
        this.places = new Semaphore(count, true);
        this.patience = patience;
    }

    /** Does work in one of the places, and refuses when none comes free in time. */
    <T> T in(Supplier<T> work) {
        if (!acquire()) {
            throw GatewayException.tooManyRequests(COME_BACK, Message.TOO_MANY_LOGINS);
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    private boolean acquire() {
        // Whoever waits holds a thread that others need.
        if (places.getQueueLength() >= LONGEST_LINE) {
            return false;
        }
        try {
            return places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
