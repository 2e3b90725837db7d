package io.hearth.server.session;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes this gateway what the rows say of it. They can differ where the database was out of reach: a connection was lost and nobody
 * could write that down, or a commit was made and its answer lost, so that nothing followed it. Thread-safe.
 */
final class Mending {

    private static final Logger LOG = LoggerFactory.getLogger(Mending.class);

    private final DriverRoster roster;
    private final DriverDesk desk;
    private final Launches launches;
    private final Consumer<String> takeInHand;

    /** Whoever has just committed a driver takes it in hand within moments. */
    private static final long MOMENTS_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

    // Guarded by this: since when a driver was seen to be in nobody's hand.
    private Map<String, Long> dropped = Map.of();

    /** @param takeInHand launches or adopts a driver that is this gateway's by its row, and that it knows nothing of */
    Mending(DriverRoster roster, DriverDesk desk, Launches launches, Consumer<String> takeInHand) {
        this.roster = roster;
        this.desk = desk;
        this.launches = launches;
        this.takeInHand = takeInHand;
    }

    synchronized void look(OpenOrders open) {
        open.linked().stream()
                .filter(driverId -> roster.find(driverId).isEmpty())
                .forEach(desk::detachLost);
        Set<String> droppedNow = open.kept().stream()
                .filter(driverId -> !launches.hasInHand(driverId))
                .collect(Collectors.toSet());
        long now = System.nanoTime();
        Map<String, Long> since = new HashMap<>();
        for (String driverId : droppedNow) {
            long seen = dropped.getOrDefault(driverId, now);
            since.put(driverId, seen);
            if (now - seen >= MOMENTS_NANOS) {
                LOG.info("driver {} is this gateway's, and what was to follow that did not", driverId);
                takeInHand.accept(driverId);
            }
        }
        dropped = since;
    }
}
