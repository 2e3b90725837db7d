package io.hearth.server.session;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Tells that something about a session or its statements was committed, not what: who wants to know reads the rows again.
 * Listeners are called on the committing thread and must be quick. Thread-safe.
 */
public final class SessionChanges {

    private final ConcurrentMap<String, Set<Runnable>> listeners = new ConcurrentHashMap<>();

    /** Ends a subscription. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    Subscription subscribe(String sessionId, Runnable listener) {
        listeners.compute(sessionId, (id, present) -> {
            Set<Runnable> set = present == null ? ConcurrentHashMap.newKeySet() : present;
            set.add(listener);
            return set;
        });
        return () -> listeners.computeIfPresent(sessionId, (id, present) -> {
            present.remove(listener);
            return present.isEmpty() ? null : present;
        });
    }

    /** Called once for each committed transaction that changed the session or its statements. */
    public void publish(String sessionId) {
        Set<Runnable> present = listeners.get(sessionId);
        if (present != null) {
            present.forEach(Runnable::run);
        }
    }

    /** Called when something about any session may have been committed unheard. */
    public void publishAll() {
        List.copyOf(listeners.keySet()).forEach(this::publish);
    }

    /** How many wait at this moment. */
    public int size() {
        return listeners.values().stream().mapToInt(Set::size).sum();
    }
}
