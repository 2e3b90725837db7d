package io.hearth.server.observe;

import io.hearth.server.session.PeerMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What becomes of gateways, as meters. Thread-safe. */
final class PeerMeters implements PeerMeter {

    private final Counter deaths;
    private final Counter takeovers;

    PeerMeters(MeterRegistry registry) {
        deaths = Counter.builder("hearth.gateways.dead")
                .description("Other gateways that this one found dead")
                .register(registry);
        takeovers = Counter.builder("hearth.drivers.taken.over")
                .description("Drivers of gateways that are gone which this one looks after since")
                .register(registry);
    }

    @Override
    public void foundDead() {
        deaths.increment();
    }

    @Override
    public void tookOver() {
        takeovers.increment();
    }
}
