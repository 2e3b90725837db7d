package io.hearth.server.observe;

import io.hearth.server.retention.RetentionMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What of retention is counted. Thread-safe. */
final class RetentionMeters implements RetentionMeter {

    private final MeterRegistry registry;
    private final Timer runs;
    private final AtomicLong lastRun = new AtomicLong();

    /** @param kinds of what is removed, to be shown before there is any */
    RetentionMeters(MeterRegistry registry, List<String> kinds) {
        this.registry = registry;
        runs = Timer.builder("hearth.retention.runs")
                .description("Runs of retention that this gateway did to their end")
                .register(registry);
        Gauge.builder("hearth.retention.last.run", lastRun, AtomicLong::get)
                .description("When this gateway last did such a run, seconds since the epoch; 0 when it did none")
                .baseUnit("seconds")
                .register(registry);
        kinds.forEach(kind -> {
            removals(kind);
            failures(kind);
        });
    }

    @Override
    public void removed(String kind, int count) {
        removals(kind).increment(count);
    }

    @Override
    public void failed(String kind) {
        failures(kind).increment();
    }

    @Override
    public void ran(Instant at, Duration duration) {
        lastRun.set(at.getEpochSecond());
        runs.record(duration);
    }

    private Counter removals(String kind) {
        return Counter.builder("hearth.retention.removed")
                .description("What was removed because its time was over")
                .tag("kind", kind)
                .register(registry);
    }

    private Counter failures(String kind) {
        return Counter.builder("hearth.retention.failures")
                .description("Runs of retention that could not remove everything")
                .tag("kind", kind)
                .register(registry);
    }
}
