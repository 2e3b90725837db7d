package io.hearth.server.session;

/** Counts what becomes of gateways. Thread-safe. */
public interface PeerMeter {

    /** Another gateway was found dead, by this one first. */
    void foundDead();

    /** A driver of a gateway that is gone is looked after by this one now. */
    void tookOver();
}
