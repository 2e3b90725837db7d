package io.hearth.server.objects;

import io.hearth.server.objects.LogIndex.Chunk;
import io.hearth.server.session.SessionLogs.Stream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Writes one stream of one session. Not thread-safe. */
public final class LogAppender {

    private static final int CHUNK_BYTES = 64 << 10;
    private static final int NEWEST_LINES = 20;

    private final ObjectStore objects;
    private final LogIndex index;
    private final long maxBytes;
    private final String sessionId;
    private final Stream stream;
    private final Deque<Chunk> full = new ArrayDeque<>();
    private final Deque<String> newest = new ArrayDeque<>();
    private final StringBuilder open = new StringBuilder();
    private int openNumber;
    private int openLines;
    private long openBytes;
    private long fullBytes;

    LogAppender(ObjectStore objects, LogIndex index, long maxBytes, String sessionId, Stream stream) {
        this.objects = objects;
        this.index = index;
        this.maxBytes = maxBytes;
        this.sessionId = sessionId;
        this.stream = stream;
        resume();
    }

    private void resume() {
        full.addAll(index.chunks(sessionId, stream));
        newest.addAll(index.newest(sessionId, stream));
        Chunk last = full.pollLast();
        fullBytes = full.stream().mapToLong(Chunk::byteCount).sum();
        if (last != null) {
            openNumber = last.number();
            LogArchive.read(objects, last).forEach(this::addToOpen);
        }
    }

    /** Adds lines, which must hold no line break, and makes them readable. */
    public void append(List<String> lines) throws IOException {
        if (lines.isEmpty()) {
            return;
        }
        for (String line : lines) {
            newest.addLast(line);
            if (newest.size() > NEWEST_LINES) {
                newest.removeFirst();
            }
            addToOpen(line);
            if (openBytes >= CHUNK_BYTES) {
                save();
                beginNext();
            }
        }
        if (openLines > 0) {
            save();
        }
        dropOldest();
    }

    private void addToOpen(String line) {
        open.append(line).append('\n');
        openLines++;
        openBytes += line.getBytes(StandardCharsets.UTF_8).length + 1L;
    }

    private void save() throws IOException {
        Chunk chunk = openChunk();
        objects.put(chunk.objectKey(), open.toString().getBytes(StandardCharsets.UTF_8));
        index.save(sessionId, stream, chunk, new ArrayList<>(newest));
    }

    private Chunk openChunk() {
        return new Chunk(openNumber, openLines, openBytes, LogArchive.key(sessionId, stream, openNumber));
    }

    private void beginNext() {
        full.addLast(openChunk());
        fullBytes += openBytes;
        openNumber++;
        open.setLength(0);
        openLines = 0;
        openBytes = 0;
    }

    private void dropOldest() throws IOException {
        while (fullBytes + openBytes > maxBytes && !full.isEmpty()) {
            Chunk oldest = full.removeFirst();
            fullBytes -= oldest.byteCount();
            index.drop(sessionId, stream, oldest.number());
            objects.delete(oldest.objectKey());
        }
    }
}
