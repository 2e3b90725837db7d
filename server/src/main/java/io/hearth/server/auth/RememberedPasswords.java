package io.hearth.server.auth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Names and passwords that were right a moment ago, so that each call of a session need not hash again. Kept as a hash under
 * a key that this process alone has, together with the stored hash they were right for: after a change of password, by
 * whichever gateway, the two no longer agree. Thread-safe.
 */
final class RememberedPasswords {

    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final byte[] key;
    private final Clock clock;
    private final Map<String, Entry> entries;

    RememberedPasswords(int capacity, RandomTexts random, Clock clock) {
        this.key = random.bytes(32);
        this.clock = clock;
        this.entries = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Entry> eldest) {
                return size() > capacity;
            }
        };
    }

    /** @param user as their row is now */
    synchronized boolean knows(User user, String password) {
        String name = name(user, password);
        Entry entry = entries.get(name);
        if (entry == null) {
            return false;
        }
        if (!clock.instant().isBefore(entry.expiresAt()) || !entry.storedHash().equals(user.passwordHash())) {
            entries.remove(name);
            return false;
        }
        return true;
    }

    /** @param storedHash what the password was just compared with */
    synchronized void remember(User user, String password, String storedHash) {
        String name = name(user, password);
        entries.remove(name);
        entries.put(name, new Entry(storedHash, clock.instant().plus(LIFETIME)));
    }

    synchronized int size() {
        return entries.size();
    }

    private String name(User user, String password) {
        return Digests.hmac(key, user.id() + "\n" + password);
    }

    private record Entry(String storedHash, Instant expiresAt) {}
}
