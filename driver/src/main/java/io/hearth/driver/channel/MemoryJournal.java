package io.hearth.driver.channel;

import io.hearth.api.channel.DriverFrame;
import io.hearth.api.channel.Envelope;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A journal in memory: good for as long as its process. Thread-safe. */
public final class MemoryJournal implements Journal {

    private final TreeMap<Long, Envelope> kept = new TreeMap<>();
    private long last;
    private long acknowledged;

    @Override
    public synchronized long append(DriverFrame report) {
        last++;
        kept.put(last, new Envelope(last, report));
        return last;
    }

    @Override
    public synchronized void acknowledge(long sequence) {
        acknowledged = Math.max(acknowledged, Math.min(sequence, last));
        kept.headMap(acknowledged, true).clear();
    }

    @Override
    public synchronized @Nullable Envelope next(long sequence) {
        Map.Entry<Long, Envelope> entry = kept.higherEntry(sequence);
        return entry == null ? null : entry.getValue();
    }

    @Override
    public synchronized long acknowledged() {
        return acknowledged;
    }
}
