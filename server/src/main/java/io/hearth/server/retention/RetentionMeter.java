package io.hearth.server.retention;

import java.time.Duration;
import java.time.Instant;

/** Counts what is removed. Thread-safe. */
public interface RetentionMeter {

    void removed(String kind, int count);

    /** Something of a kind could not be removed, which the next run tries again. */
    void failed(String kind);

    /** A run came to its end. */
    void ran(Instant at, Duration duration);
}
