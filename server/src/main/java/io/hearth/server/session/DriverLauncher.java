package io.hearth.server.session;

import io.hearth.api.MemorySize;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Starts and ends the processes of drivers. Thread-safe. */
public interface DriverLauncher extends AutoCloseable {

    /** Where its processes are. A driver can be adopted by who is on the same machine. */
    Machine machine();

    /** What a driver for this plan takes of the machine's memory. */
    MemorySize footprint(SessionPlan plan);

    /** How much memory all drivers may take together. */
    MemorySize budget();

    /** How many drivers may start on its machine at the same time, so that each of them still starts within its time. */
    int startsAtOnce();

    /** Lines for the session's log that say where the plan was cut to fit its place. */
    List<String> notices(SessionPlan plan, String backend);

    /** The scratch directory that a driver would get, as an absolute path. */
    String workDirectory(String driverId);

    /** Starts a driver in the background. The listener hears of its exit exactly once, also when it never started. */
    void launch(LaunchOrder order, LaunchListener listener);

    /**
     * The process of a driver that was launched on this machine, as far as the system shows it: who launched it may have died
     * before it could write that down. Empty when there is none.
     */
    Optional<ProcessReference> process(String driverId);

    /**
     * Watches a driver that another gateway launched on this machine. The listener hears of its exit exactly once.
     *
     * @param sessionId the session that it holds; null while it waits for one
     */
    void adopt(Driver driver, @Nullable String sessionId, LaunchListener listener);

    /**
     * What is fixed when the JVM of a plan's driver starts: a warm driver fits plans that have the same. Empty for a plan
     * whose driver must be started for it.
     */
    Optional<String> jvm(SessionPlan plan);

    /** Whether something is on its way that makes drivers start quicker, so that it is worth waiting for. */
    boolean isPreparing();

    /** Starts a driver that has no session yet and warms up. The listener hears of its exit exactly once. */
    void launchWarm(WarmOrder order, LaunchListener listener);

    /** All Spark properties of a session, for a driver that was launched before it. */
    Map<String, String> sparkConf(Session session, String backend, Driver driver);

    /** From now on what a driver prints is a session's; nothing happens when it is already. */
    void assign(String driverId, String sessionId);

    /** Stops the process of a driver where it is, until it is resumed or this process ends. Unknown drivers are ignored. */
    void pause(String driverId);

    /** Lets a driver go on that was paused; does nothing for others. */
    void resume(String driverId);

    /** Whether the system has stopped the process of a driver of this gateway where it is, so that it hears and does nothing. */
    boolean isStopped(String driverId);

    /** Kills a driver that has no session, with everything it started. Unknown drivers are ignored. */
    void discard(String driverId);

    /**
     * Removes what drivers that do not live left on this machine.
     *
     * @param aliveDrivers asked after it was seen what is there: what comes later is left alone
     */
    void sweep(Supplier<Set<String>> aliveDrivers);

    /**
     * What a statement had printed so far by the driver that holds it, as the driver's machine kept it; nothing when it
     * printed nothing or nothing can be found. Works for a driver that lives and for one that is gone, until its end is
     * committed.
     */
    PrintedText printed(Driver driver, String sessionId, int statement);

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

    /**
     * A driver to start before there is a session for it.
     *
     * @param plan of a session that it would fit
     */
    record WarmOrder(Driver driver, String secret, SessionPlan plan) {}
}
