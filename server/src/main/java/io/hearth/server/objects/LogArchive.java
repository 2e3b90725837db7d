package io.hearth.server.objects;

import io.hearth.server.objects.LogIndex.Chunk;
import io.hearth.server.session.SessionLogs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The logs of all sessions: lines in objects, their places in the index. */
public final class LogArchive implements SessionLogs {

    private final ObjectStore objects;
    private final LogIndex index;
    private final long maxBytes;

    /** @param maxBytes how much of each stream is kept; beyond it the oldest lines go */
    public LogArchive(ObjectStore objects, LogIndex index, long maxBytes) {
        this.objects = objects;
        this.index = index;
        this.maxBytes = maxBytes;
    }

    /** Goes on where the stream ends. One appender at a time for a stream. */
    public LogAppender appender(String sessionId, Stream stream) {
        return new LogAppender(objects, index, maxBytes, sessionId, stream);
    }

    @Override
    public Map<Stream, List<String>> newest(String sessionId) {
        return index.newest(sessionId);
    }

    @Override
    public int count(String sessionId, Stream stream) {
        return index.chunks(sessionId, stream).stream()
                .mapToInt(Chunk::lineCount)
                .sum();
    }

    @Override
    public List<String> lines(String sessionId, Stream stream, int from, int to) {
        List<String> lines = new ArrayList<>();
        int position = 0;
        for (Chunk chunk : index.chunks(sessionId, stream)) {
            int first = Math.max(from, position);
            int end = Math.min(to, position + chunk.lineCount());
            if (first < end) {
                lines.addAll(read(objects, chunk).subList(first - position, end - position));
            }
            position += chunk.lineCount();
        }
        return lines;
    }

    /** The lines of a chunk; as many as the index says, also when their object is gone. */
    static List<String> read(ObjectStore objects, Chunk chunk) {
        try {
            byte[] content = objects.get(chunk.objectKey()).orElse(new byte[0]);
            List<String> lines = new ArrayList<>(
                    new String(content, StandardCharsets.UTF_8).lines().toList());
            while (lines.size() < chunk.lineCount()) {
                lines.add("(this line is lost)");
            }
            return lines.subList(0, chunk.lineCount());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + chunk.objectKey(), e);
        }
    }

    static String key(String sessionId, Stream stream, int number) {
        return "logs/" + sessionId + "/" + stream.name().toLowerCase(Locale.ROOT) + "-" + number;
    }
}
