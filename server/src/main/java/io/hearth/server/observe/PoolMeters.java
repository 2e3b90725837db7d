package io.hearth.server.observe;

import io.hearth.server.session.PoolMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What of the pool is counted. Thread-safe. */
final class PoolMeters implements PoolMeter {

    private final Counter hits;
    private final Counter misses;
    private final Counter deaths;
    private final Timer warmUps;
    private final Timer ages;
    private final Map<Origin, Timer> waits = new EnumMap<>(Origin.class);

    PoolMeters(MeterRegistry registry) {
        hits = requests("hit", registry);
        misses = requests("miss", registry);
        deaths = Counter.builder("hearth.pool.deaths")
                .description("Drivers that died before a session had them")
                .register(registry);
        warmUps = Timer.builder("hearth.pool.warm.up")
                .description("What drivers took from their launch until they could take a session, pauses included")
                .register(registry);
        ages = Timer.builder("hearth.pool.age")
                .description("How long drivers had waited when a session took them")
                .register(registry);
        for (Origin origin : Origin.values()) {
            waits.put(
                    origin,
                    Timer.builder("hearth.session.start")
                            .description("From the creation of a session until it could run statements")
                            .tag("driver", origin.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
    }

    private static Counter requests(String result, MeterRegistry registry) {
        return Counter.builder("hearth.pool.requests")
                .description("Sessions that a warm driver could have served, by whether one did")
                .tag("result", result)
                .register(registry);
    }

    @Override
    public void warmed(Duration took) {
        warmUps.record(took);
    }

    @Override
    public void died() {
        deaths.increment();
    }

    @Override
    public void taken(Duration age) {
        hits.increment();
        ages.record(age);
    }

    @Override
    public void missed() {
        misses.increment();
    }

    @Override
    public void ready(Origin origin, Duration wait) {
        java.util.Objects.requireNonNull(waits.get(origin)).record(wait);
    }
}
