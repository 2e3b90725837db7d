package io.hearth.server.session;

import io.hearth.api.channel.DriverFrame;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a running statement printed so far and how far it is, once for all who read it. A reader keeps only a place in it.
 * Thread-safe.
 */
final class LiveText {

    /** More than a driver keeps of a text, so only one that does not keep to the protocol gets there. */
    private static final int MOST_CHARACTERS = 8 << 20;

    private final Set<Runnable> readers = ConcurrentHashMap.newKeySet();
    private final StringBuilder text = new StringBuilder();
    private final Object reading = new Object();
    private StreamEvent.@Nullable State end;
    private @Nullable String driverId;
    private DriverFrame.@Nullable Progress progress;
    private long version;

    void enter(Runnable reader) {
        readers.add(reader);
    }

    /** Whether nobody reads any more. */
    boolean leave(Runnable reader) {
        readers.remove(reader);
        return readers.isEmpty();
    }

    /** The statement as it stands. One that is over, and may be long, is read once for all. */
    StreamEvent.State latest(Supplier<Statement> read) {
        synchronized (reading) {
            if (end != null) {
                return end;
            }
            StreamEvent.State latest = new StreamEvent.State(read.get());
            if (latest.statement().state().isFinal()) {
                end = latest;
            }
            return latest;
        }
    }

    /** Believes this driver, and no other, from now on; says how much is there. */
    synchronized int expectFrom(String driver) {
        driverId = driver;
        return text.length();
    }

    synchronized boolean isOf(String driver) {
        return driver.equals(driverId);
    }

    /** The driver that is believed. */
    synchronized Optional<String> driver() {
        return Optional.ofNullable(driverId);
    }

    /** Adds a piece, or what of it is new; false when something before it is missing. */
    boolean add(DriverFrame.Output piece) {
        synchronized (this) {
            int known = text.length() - piece.offset();
            if (known < 0) {
                return false;
            }
            if (known >= piece.text().length() || text.length() + piece.text().length() > MOST_CHARACTERS) {
                return true;
            }
            text.append(piece.text(), known, piece.text().length());
        }
        readers.forEach(Runnable::run);
        return true;
    }

    void add(DriverFrame.Progress latest) {
        synchronized (this) {
            if (latest.equals(progress)) {
                return;
            }
            progress = latest;
            version++;
        }
        readers.forEach(Runnable::run);
    }

    /** The text after some place, at most so much. */
    synchronized String after(int from, int most) {
        return Pieces.of(text, from, most);
    }

    /** The latest progress, unless it is the one of that version. */
    synchronized StreamEvent.@Nullable Progress progressAfter(long seen) {
        return progress == null || version == seen ? null : new StreamEvent.Progress(progress, version);
    }
}
