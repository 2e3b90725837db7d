package io.hearth.server.launch;

import io.hearth.server.objects.LogIndex;
import io.hearth.server.session.SessionLogs.Stream;
import java.util.ArrayList;
import java.util.List;

/** The index of one stream, which outlives those who write it. */
final class MemoryLogIndex implements LogIndex {

    private final List<Chunk> chunks = new ArrayList<>();
    private End end = new End(List.of(), 0);
    private int asked;

    /** How often somebody asked for the end. */
    int asked() {
        return asked;
    }

    @Override
    public List<Chunk> chunks(String sessionId, Stream stream) {
        return List.copyOf(chunks);
    }

    @Override
    public void save(String sessionId, Stream stream, Chunk chunk, End newEnd) {
        drop(sessionId, stream, chunk.number());
        chunks.add(chunk);
        end = newEnd;
    }

    @Override
    public void drop(String sessionId, Stream stream, int number) {
        chunks.removeIf(chunk -> chunk.number() == number);
    }

    @Override
    public List<String> newest(String sessionId, Stream stream) {
        return end.newest();
    }

    @Override
    public long sourcePosition(String sessionId, Stream stream) {
        asked++;
        return end.sourcePosition();
    }
}
