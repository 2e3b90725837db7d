package io.hearth.server.observe;

import io.hearth.api.SessionState;
import io.hearth.server.packages.PackageMeter;
import io.hearth.server.retention.Removal;
import io.hearth.server.retention.RetentionMeter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** The gateway's meters. Thread-safe. */
public final class Meters implements AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbage = new JvmGcMetrics();

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

    /** Counts what comes in of packages. */
    public PackageMeter packages() {
        return new PackageMeters(registry);
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
