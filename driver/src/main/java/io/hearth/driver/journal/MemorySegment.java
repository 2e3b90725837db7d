package io.hearth.driver.journal;

import java.util.ArrayList;
import java.util.List;

/** Reports in memory, for a disk that takes none. */
final class MemorySegment implements Segment {

    private final long first;
    private final List<byte[]> reports = new ArrayList<>();
    private long size;

    MemorySegment(long first) {
        this.first = first;
    }

    @Override
    public long last() {
        return first + reports.size() - 1;
    }

    @Override
    public long bytes() {
        return size;
    }

    @Override
    public void append(byte[] report) {
        reports.add(report);
        size += report.length;
    }

    @Override
    public byte[] read(long sequence) {
        return reports.get(Math.toIntExact(sequence - first));
    }

    @Override
    public void remove() {
        reports.clear();
    }
}
