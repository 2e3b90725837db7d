package io.hearth.server.launch;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The drivers of this machine that this gateway launched or adopted, and is not done with. Thread-safe. */
final class LocalDrivers {

    private static final int MOST_EARLY_STOPS = 1_000;

    private final ConcurrentMap<String, LocalDriver> drivers = new ConcurrentHashMap<>();

    /** Drivers that were stopped before their launch came here; the newest only, for most of them never come. */
    private final Set<String> stoppedEarly =
            Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                    return size() > MOST_EARLY_STOPS;
                }
            }));

    void add(LocalDriver local) {
        drivers.put(local.id(), local);
    }

    /** Adds one that is about to be launched, unless it was stopped before it came here: then that is asked of it. */
    void addToLaunch(LocalDriver local) {
        add(local);
        if (stoppedEarly.remove(local.id())) {
            local.requestStop();
        }
    }

    void remove(String driverId) {
        drivers.remove(driverId);
    }

    Optional<LocalDriver> find(String driverId) {
        return Optional.ofNullable(drivers.get(driverId));
    }

    /** One that is to stop; empty for one whose launch has not come here, which will not be started then. */
    Optional<LocalDriver> findToStop(String driverId) {
        @Nullable LocalDriver local = drivers.get(driverId);
        if (local == null) {
            stoppedEarly.add(driverId);
            // It may have come between the two lines, and then it did not see the mark.
            local = drivers.get(driverId);
        }
        if (local != null) {
            stoppedEarly.remove(driverId);
        }
        return Optional.ofNullable(local);
    }

    boolean isEmpty() {
        return drivers.isEmpty();
    }

    Collection<LocalDriver> all() {
        return drivers.values();
    }
}
