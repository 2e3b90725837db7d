package io.hearth.server.http;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;

/**
 * How many of the threads that serve requests may wait for bodies that come slowly. Callers who are not known yet have few
 * places, and of these an address has only some, so that they hold up nobody but themselves. Thread-safe.
 */
final class BodyPlaces {

    private static final int OF_THE_KNOWN = HttpServer.MAX_THREADS / 2;
    private static final int OF_STRANGERS = HttpServer.MAX_THREADS / 4;
    private static final int OF_AN_ADDRESS = OF_STRANGERS / 4;

    private final Semaphore known = new Semaphore(OF_THE_KNOWN);
    private final Semaphore strangers = new Semaphore(OF_STRANGERS);
    private final ConcurrentMap<String, Integer> addresses = new ConcurrentHashMap<>();

    /** Who waits for a body. */
    enum Whose {
        /** Of a caller who has proved to be one. */
        KNOWN,
        /** Of a caller whose proof is in the body, or covers it. */
        STRANGER
    }

    /** A place, until it is closed. */
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /** A place for a body that comes from an address; empty when all are taken. */
    Optional<Place> take(Whose whose, String address) {
        return switch (whose) {
            case KNOWN -> known.tryAcquire() ? Optional.of(known::release) : Optional.empty();
            case STRANGER -> takeAsStranger(address);
        };
    }

    private Optional<Place> takeAsStranger(String address) {
        if (addresses.merge(address, 1, Integer::sum) <= OF_AN_ADDRESS && strangers.tryAcquire()) {
            return Optional.of(() -> {
                strangers.release();
                leave(address);
            });
        }
        leave(address);
        return Optional.empty();
    }

    private void leave(String address) {
        addresses.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }
}
