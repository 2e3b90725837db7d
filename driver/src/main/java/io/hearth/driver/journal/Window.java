package io.hearth.driver.journal;

import io.hearth.api.channel.Envelope;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The latest reports, so that those of a gateway that is there are never read from the disk. Used by one thread at a time. */
final class Window {

    private record Held(Envelope envelope, int bytes) {}

    private final int most;
    private final Map<Long, Held> held = new LinkedHashMap<>();
    private long bytes;

    /** @param most how many bytes of encoded reports it holds */
    Window(int most) {
        this.most = most;
    }

    /** Adds a report and lets go of the oldest for which there is no room. One that is larger than the window is not held. */
    void add(Envelope envelope, int size) {
        held.put(envelope.sequence(), new Held(envelope, size));
        bytes += size;
        Iterator<Held> oldest = held.values().iterator();
        while (bytes > most) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
    }

    @Nullable
    Envelope find(long sequence) {
        Held found = held.get(sequence);
        return found == null ? null : found.envelope();
    }

    void forgetUpTo(long sequence) {
        Iterator<Held> oldest = held.values().iterator();
        while (oldest.hasNext()) {
            Held next = oldest.next();
            if (next.envelope().sequence() > sequence) {
                return;
            }
            bytes -= next.bytes();
            oldest.remove();
        }
    }
}
