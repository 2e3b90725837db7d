package io.hearth.server.session;

import java.util.List;
import java.util.Optional;

/** The drivers. */
public interface DriverRows {

    void insert(Driver driver);

    Optional<Driver> find(String id);

    /** The driver, held against every other transaction until this one ends. */
    Optional<Driver> lock(String id);

    /** Replaces everything but what was fixed at its launch. */
    void update(Driver driver);

    /** Drivers that may live. */
    List<Driver> alive();

    /** Drivers that may live and wait for a session, or will; oldest first. */
    List<Driver> inPool();

    /** Drivers that may live and whose keeper, or the gateway to which they were connected, is not among the living. */
    List<Driver> orphaned();

    /** Ids of drivers that may live and have had no connection since before that time. */
    List<String> detachedSince(long before);
}
