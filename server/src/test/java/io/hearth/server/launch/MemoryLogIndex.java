package io.hearth.server.launch;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.hearth.server.objects.LogIndex;
import io.hearth.server.session.SessionLogs.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The index of one stream, which outlives those who write it. */
final class MemoryLogIndex implements LogIndex {

    private final List<Chunk> chunks = new ArrayList<>();
    private End end = new End(List.of(), 0);
    private int asked;
    private boolean outOfReach;

    /** From now on nothing can be saved, until it can. */
    void breakOff() {
        outOfReach = true;
    }

    void heal() {
        outOfReach = false;
    }

    /** How often somebody asked for the end. */
    int asked() {
        return asked;
    }

    @Override
    public List<Chunk> chunks(String sessionId, Stream stream) {
        return List.copyOf(chunks);
    }

    @Override
    public void save(String sessionId, Stream stream, List<Chunk> saved, End newEnd) {
        if (outOfReach) {
            throw new GatewayException(ErrorCode.UNAVAILABLE, Message.UNAVAILABLE, "the index");
        }
        for (Chunk chunk : saved) {
            drop(sessionId, stream, chunk.number());
            chunks.add(chunk);
        }
        end = newEnd;
    }

    @Override
    public void drop(String sessionId, Stream stream, int number) {
        chunks.removeIf(chunk -> chunk.number() == number);
    }

    @Override
    public Map<Stream, List<String>> newest(String sessionId) {
        return Map.of(Stream.STDOUT, end.newest(), Stream.STDERR, end.newest());
    }

    @Override
    public long sourcePosition(String sessionId, Stream stream) {
        asked++;
        return end.sourcePosition();
    }
}
