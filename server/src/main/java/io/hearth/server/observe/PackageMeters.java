package io.hearth.server.observe;

import io.hearth.server.packages.PackageMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** What of packages is counted. Thread-safe. */
final class PackageMeters implements PackageMeter {

    private final MeterRegistry registry;

    PackageMeters(MeterRegistry registry) {
        this.registry = registry;
        for (Outcome outcome : Outcome.values()) {
            ends(Way.FETCH, outcome);
        }
        ends(Way.PUT, Outcome.READY);
        bytes(Way.FETCH);
        bytes(Way.PUT);
    }

    @Override
    public void ended(Way way, Outcome outcome, long bytes) {
        ends(way, outcome).increment();
        bytes(way).increment((double) bytes);
    }

    private Counter ends(Way way, Outcome outcome) {
        return Counter.builder("hearth.packages")
                .description("Packages that were fetched or sent, by how that ended")
                .tag("way", way.name().toLowerCase(Locale.ROOT))
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private Counter bytes(Way way) {
        return Counter.builder("hearth.packages.bytes")
                .description("The content of packages that was fetched or sent whole")
                .baseUnit("bytes")
                .tag("way", way.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }
}
