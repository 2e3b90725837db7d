package io.hearth.server.http;

import io.hearth.server.session.StatementStream;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the events of a statement to one caller, whenever the connection takes more, and holds no thread meanwhile. Nothing
 * waits in memory for a caller that is slow, but what is under way; one that takes nothing for as long as a connection
 * may be silent is cut off, and can come again where it was. Thread-safe.
 */
final class EventStream implements WriteListener {

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final int PIECE_CHARACTERS = 32 << 10;
    private static final int BEAT_SECONDS = 10;

    private final AsyncContext request;
    private final ServletOutputStream out;
    private final StatementStream source;
    private final Deque<byte[]> pieces = new ArrayDeque<>();
    private boolean started;
    private boolean over;
    private boolean toFlush;
    private boolean beatIsDue = true;

    private EventStream(AsyncContext request, ServletOutputStream out, Function<Runnable, StatementStream> source) {
        this.request = request;
        this.out = out;
        this.source = source.apply(this::send);
    }

    /**
     * Begins to send. From then on the request is this stream's, which completes it: of a connection that broke nobody else may
     * touch what the container has taken back.
     *
     * @param request has no time-out
     * @param source opens the stream that calls its argument when there may be something to take
     */
    static void begin(AsyncContext request, ServletOutputStream out, Function<Runnable, StatementStream> source) {
        EventStream stream = new EventStream(request, out, source);
        out.setWriteListener(stream);
        stream.beatLater();
    }

    private void beatLater() {
        Executor later = CompletableFuture.delayedExecutor(BEAT_SECONDS, TimeUnit.SECONDS);
        later.execute(() -> {
            if (beat()) {
                beatLater();
            }
        });
    }

    /** Sends a sign of life unless events were sent; false when the stream is over. */
    private synchronized boolean beat() {
        beatIsDue = true;
        send();
        return !over;
    }

    @Override
    public synchronized void onWritePossible() {
        started = true;
        send();
    }

    /** Sends as much as there is and the connection takes; the container or the source calls again for more. */
    private synchronized void send() {
        try {
            while (started && !over && out.isReady()) {
                if (toFlush) {
                    toFlush = false;
                    out.flush();
                } else if (!pieces.isEmpty()) {
                    out.write(pieces.remove());
                    toFlush = pieces.isEmpty();
                } else if (source.isOver()) {
                    end();
                } else {
                    pieces.addAll(next());
                    if (pieces.isEmpty() && !source.isOver()) {
                        return;
                    }
                }
            }
        } catch (IOException e) {
            onError(e);
        } catch (RuntimeException e) {
            LOG.warn("a stream of a statement is cut off", e);
            end();
        }
    }

    private List<byte[]> next() {
        List<byte[]> events = StreamEncoder.encode(source.take(PIECE_CHARACTERS));
        if (!events.isEmpty()) {
            beatIsDue = false;
            return events;
        }
        if (beatIsDue && !source.isOver()) {
            beatIsDue = false;
            return List.of(StreamEncoder.BEAT);
        }
        return List.of();
    }

    /** The caller is gone, or took nothing for too long. */
    @Override
    public synchronized void onError(Throwable failure) {
        LOG.debug("who followed a statement is gone", failure);
        end();
    }

    private void end() {
        if (over) {
            return;
        }
        over = true;
        source.close();
        try {
            request.complete();
        } catch (IllegalStateException e) {
            LOG.debug("the request was over before its stream", e);
        }
    }
}
