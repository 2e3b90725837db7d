package io.hearth.server.session;

import io.hearth.api.MemorySize;
import java.util.List;
import java.util.Set;

/** Starts and ends the processes of drivers. Thread-safe. */
public interface DriverLauncher extends AutoCloseable {

    /** What a driver for this plan takes of the machine's memory. */
    MemorySize footprint(SessionPlan plan);

    /** How much memory all drivers may take together. */
    MemorySize budget();

    /** Lines for the session's log that say where the plan was cut to fit its place. */
    List<String> notices(SessionPlan plan, String backend);

    /** The scratch directory that a driver would get, as an absolute path. */
    String workDirectory(String driverId);

    /** Starts a driver in the background. The listener hears of its exit exactly once, also when it never started. */
    void launch(LaunchOrder order, LaunchListener listener);

    /** Watches a driver that another gateway launched on this machine. The listener hears of its exit exactly once. */
    void adopt(Driver driver, String sessionId, LaunchListener listener);

    /** Removes what drivers that are not among these left on this machine. */
    void sweep(Set<String> aliveDrivers);

    /**
     * What a statement had printed so far by the driver that holds it, as the driver's machine kept it; empty when it
     * printed nothing or nothing can be found. Works for a driver that lives and for one that is gone, until its end is
     * committed.
     */
    String printed(Driver driver, String sessionId, int statement);

    /** Ends a driver: politely, and once the grace is over with everything it started. Unknown drivers are ignored. */
    void stop(String driverId);

    /** Ends what serves no session. Drivers go on. */
    @Override
    void close();

    /**
     * A driver to start.
     *
     * @param backend where its executors run, by the name that its queue has for it
     * @param secret goes to the driver alone and is not kept
     */
    record LaunchOrder(Driver driver, String secret, Session session, String backend) {}
}
