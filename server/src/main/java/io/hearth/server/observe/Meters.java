package io.hearth.server.observe;

import io.hearth.api.SessionState;
import io.hearth.server.packages.PackageMeter;
import io.hearth.server.retention.Removal;
import io.hearth.server.retention.RetentionMeter;
import io.hearth.server.session.PeerMeter;
import io.hearth.server.session.PoolMeter;
import io.hearth.server.session.PoolState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The gateway's meters. Thread-safe. */
public final class Meters implements AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbage = new JvmGcMetrics();

    /** A counter does not keep what it asks from being collected. */
    private final List<LongSupplier> held = new CopyOnWriteArrayList<>();

    public Meters() {
        garbage.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
    }

    public PrometheusMeterRegistry registry() {
        return registry;
    }

    /** Shows how many sessions are in each state that is not final, and how many drivers are connected. */
    public void watchSessions(Supplier<Map<SessionState, Long>> openByState, IntSupplier connectedDrivers) {
        for (SessionState state : SessionState.values()) {
            if (!state.isFinal()) {
                Gauge.builder("hearth.sessions", () -> openByState.get().getOrDefault(state, 0L))
                        .description("Sessions that are not over")
                        .tag("state", state.wireName())
                        .register(registry);
            }
        }
        Gauge.builder("hearth.drivers.connected", connectedDrivers::getAsInt)
                .description("Drivers that are connected to this gateway")
                .register(registry);
    }

    /** Counts what the pool of warm drivers does. */
    public PoolMeter pool() {
        return new PoolMeters(registry);
    }

    /** Counts what becomes of gateways. */
    public PeerMeter peers() {
        return new PeerMeters(registry);
    }

    /** Shows how many gateways share the database. */
    public void watchGateways(IntSupplier alive) {
        Gauge.builder("hearth.gateways.alive", alive::getAsInt)
                .description("Gateways on this database that live, this one included")
                .register(registry);
    }

    /** Shows how many drivers are in the pool, and what they hold. */
    public void watchPool(Supplier<Map<PoolState, Long>> byState, LongSupplier memoryBytes) {
        for (PoolState state : List.of(PoolState.WARMING, PoolState.READY)) {
            Gauge.builder("hearth.pool.drivers", () -> byState.get().getOrDefault(state, 0L))
                    .description("Drivers that wait for a session or will")
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        Gauge.builder("hearth.pool.memory", memoryBytes::getAsLong)
                .description("Memory that is set aside for drivers that wait for a session or will")
                .baseUnit("bytes")
                .register(registry);
    }

    /** Counts what comes in of packages. */
    public PackageMeter packages() {
        return new PackageMeters(registry);
    }

    /**
     * Shows what trouble there is with the database.
     *
     * @param isTroubled whether it is out of reach or full
     * @param troubles how often that began
     * @param refused how many calls were refused because of it
     */
    public void watchDatabase(BooleanSupplier isTroubled, LongSupplier troubles, LongSupplier refused) {
        Gauge.builder("hearth.database.troubled", () -> isTroubled.getAsBoolean() ? 1 : 0)
                .description("1 while the database is out of reach or full")
                .register(registry);
        held.add(troubles);
        held.add(refused);
        FunctionCounter.builder("hearth.database.troubles", troubles, LongSupplier::getAsLong)
                .description("How often trouble with the database began")
                .register(registry);
        FunctionCounter.builder("hearth.database.refused", refused, LongSupplier::getAsLong)
                .description("Calls and regular work that were refused because the database was out of reach or full")
                .register(registry);
    }

    /** Shows how many packages are being fetched. */
    public void watchFetches(IntSupplier running) {
        Gauge.builder("hearth.packages.fetching", running::getAsInt)
                .description("Packages that are being fetched at this moment")
                .register(registry);
    }

    /** Counts what retention removes. */
    public RetentionMeter retention(List<Removal> removals) {
        return new RetentionMeters(
                registry, removals.stream().map(Removal::kind).toList());
    }

    @Override
    public void close() {
        garbage.close();
        registry.close();
    }
}
