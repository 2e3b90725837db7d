package io.hearth.server.objects;

import io.hearth.server.objects.LogIndex.Chunk;
import io.hearth.server.objects.LogIndex.End;
import io.hearth.server.session.SessionLogs.Stream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Writes one stream of one session. One that has failed is of no use any more: another goes on where the index ends. Not thread-safe. */
public final class LogAppender {

    private static final int CHUNK_BYTES = 64 << 10;
    private static final int NEWEST_LINES = 20;
    private static final int NEWEST_CHARACTERS = 4 << 10;

    private final ObjectStore objects;
    private final LogIndex index;
    private final long maxBytes;
    private final String sessionId;
    private final Stream stream;
    private final Deque<Chunk> full = new ArrayDeque<>();
    private final Deque<String> newest = new ArrayDeque<>();
    private final StringBuilder open = new StringBuilder();
    private int newestCharacters;
    private int openNumber;
    private int openLines;
    private long openBytes;
    private long fullBytes;
    private long sourcePosition;

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
        index.newest(sessionId).getOrDefault(stream, List.of()).forEach(this::addToNewest);
        sourcePosition = index.sourcePosition(sessionId, stream);
        Chunk last = full.pollLast();
        fullBytes = full.stream().mapToLong(Chunk::byteCount).sum();
        if (last != null) {
            openNumber = last.number();
            LogArchive.read(objects, last).forEach(this::addToOpen);
        }
    }

    /** How far the driver's own file was taken over, bytes, as of the last append of this or an earlier appender. */
    public long sourcePosition() {
        return sourcePosition;
    }

    /**
     * Adds lines, which must hold no line break, and makes them readable: all of them, or none when this fails.
     *
     * @param position where in the driver's own file the last of them ends, bytes
     */
    public void append(List<String> lines, long position) throws IOException {
        if (lines.isEmpty() && position == sourcePosition) {
            return;
        }
        List<Chunk> written = new ArrayList<>();
        for (String line : lines) {
            addToNewest(line);
            addToOpen(line);
            if (openBytes >= CHUNK_BYTES) {
                written.add(write());
                beginNext();
            }
        }
        if (openLines > 0) {
            written.add(write());
        }
        index.save(sessionId, stream, written, new End(new ArrayList<>(newest), position));
        sourcePosition = position;
        dropOldest();
    }

    private void addToNewest(String line) {
        newest.addLast(line);
        newestCharacters += line.length();
        while (newest.size() > NEWEST_LINES || (newestCharacters > NEWEST_CHARACTERS && newest.size() > 1)) {
            newestCharacters -= newest.removeFirst().length();
        }
    }

    private void addToOpen(String line) {
        open.append(line).append('\n');
        openLines++;
        openBytes += line.getBytes(StandardCharsets.UTF_8).length + 1L;
    }

    private Chunk write() throws IOException {
        Chunk chunk = openChunk();
        objects.put(chunk.objectKey(), open.toString().getBytes(StandardCharsets.UTF_8));
        return chunk;
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
