package io.hearth.server.session;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The drivers that are connected to this gateway right now. Thread-safe. */
public final class DriverRoster {

    private final ConcurrentMap<String, Entry> entries = new ConcurrentHashMap<>();

    /** Takes the place of an earlier connection of the same driver, which is closed. */
    void enter(String driverId, DriverLink link) {
        Entry earlier = entries.put(driverId, new Entry(new ToldLink(link), new CompletableFuture<>()));
        if (earlier != null) {
            earlier.link().close();
            earlier.left().complete(null);
        }
    }

    /** Forgets a connection, unless a later one took its place. */
    void leave(String driverId, DriverLink link) {
        Entry entry = entries.get(driverId);
        if (entry != null && entry.link().link() == link && entries.remove(driverId, entry)) {
            entry.left().complete(null);
        }
    }

    Optional<DriverLink> find(String driverId) {
        return Optional.ofNullable(entries.get(driverId)).map(Entry::link);
    }

    /** The same, with what was said over it. */
    Optional<ToldLink> told(String driverId) {
        return Optional.ofNullable(entries.get(driverId)).map(Entry::link);
    }

    /** Completes when the driver has no connection here, at once if it has none now. */
    CompletableFuture<Void> gone(String driverId) {
        Entry entry = entries.get(driverId);
        return entry == null ? CompletableFuture.completedFuture(null) : entry.left();
    }

    /** How many drivers are connected. */
    public int size() {
        return entries.size();
    }

    private record Entry(ToldLink link, CompletableFuture<Void> left) {}
}
