package io.hearth.server.session;

import java.time.Duration;

/** Counts what the pool of warm drivers does. Thread-safe. */
public interface PoolMeter {

    /** Where a session's driver came from. */
    enum Origin {
        POOL,
        LAUNCH
    }

    /**
     * A driver has finished its warm-up.
     *
     * @param took from its launch on, pauses included
     */
    void warmed(Duration took);

    /** A driver died in the pool. */
    void died();

    /**
     * A session was given a driver of the pool.
     *
     * @param age how long that had waited
     */
    void taken(Duration age);

    /** A session that a warm driver could have served was launched one, for none was ready. */
    void missed();

    /**
     * A session can run statements.
     *
     * @param wait since it was created
     */
    void ready(Origin origin, Duration wait);
}
