package io.hearth.server.http;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.hearth.server.objects.Spool;
import io.hearth.server.objects.SpoolFile;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/**
 * Takes in content of any size, by a file. Each that comes holds a thread, so only some may come at once, fewer of those of
 * which nobody knows yet who sends them, and one that does not go on is given up. Thread-safe.
 */
final class ContentReader {

    private static final int MOST_UNKNOWN = 2;
    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final long LEAST_IN_WINDOW = 64 << 10;
    private static final Duration COME_BACK = Duration.ofSeconds(5);
    private static final int STEP = 64 << 10;

    private final Spool spool;
    private final long maxBytes;
    private final Semaphore places;
    private final Semaphore unknownPlaces;

    /** @param atOnce how many may come at once */
    ContentReader(Spool spool, long maxBytes, int atOnce) {
        this.spool = spool;
        this.maxBytes = maxBytes;
        this.places = new Semaphore(atOnce);
        this.unknownPlaces = new Semaphore(Math.min(MOST_UNKNOWN, atOnce));
    }

    /** What will be read of a request when it is asked for. */
    StreamedContent content(HttpServletRequest request) {
        return new StreamedContent(this, request);
    }

    /** Of a caller who is known. */
    SpoolFile read(HttpServletRequest request) {
        return within(places, () -> reading(request));
    }

    /** Of a caller who becomes known by it. */
    SpoolFile readUnknown(HttpServletRequest request) {
        return within(unknownPlaces, () -> within(places, () -> reading(request)));
    }

    private static SpoolFile within(Semaphore places, Reading reading) {
        if (!places.tryAcquire()) {
            throw GatewayException.tooManyRequests(COME_BACK, Message.TOO_MANY_UPLOADS);
        }
        try {
            return reading.read();
        } finally {
            places.release();
        }
    }

    private SpoolFile reading(HttpServletRequest request) {
        if (request.getContentLengthLong() > maxBytes) {
            throw tooLarge();
        }
        SpoolFile file = null;
        try {
            file = spool.begin(maxBytes);
            copy(request, file);
            SpoolFile complete = file;
            file = null;
            return complete;
        } catch (IOException e) {
            throw new UncheckedIOException("content cannot be kept", e);
        } finally {
            if (file != null) {
                StreamedContent.remove(file);
            }
        }
    }

    private void copy(HttpServletRequest request, SpoolFile file) throws IOException {
        byte[] step = new byte[STEP];
        long windowEnd = System.nanoTime() + WINDOW.toNanos();
        long windowBytes = 0;
        for (int count = next(request, step); count >= 0; count = next(request, step)) {
            if (!file.write(step, 0, count)) {
                throw tooLarge();
            }
            windowBytes += count;
            if (System.nanoTime() - windowEnd > 0) {
                if (windowBytes < LEAST_IN_WINDOW) {
                    throw new GatewayException(
                            ErrorCode.TIMED_OUT, Message.UPLOAD_TOO_SLOW, LEAST_IN_WINDOW, WINDOW.toSeconds());
                }
                windowEnd = System.nanoTime() + WINDOW.toNanos();
                windowBytes = 0;
            }
        }
    }

    private static int next(HttpServletRequest request, byte[] step) {
        try {
            InputStream input = request.getInputStream();
            return input.read(step);
        } catch (IOException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw Late.refusal(ServletContextRequest.getServletContextRequest(request));
            }
            throw GatewayException.invalid(Message.BODY_CUT);
        }
    }

    private GatewayException tooLarge() {
        return new GatewayException(ErrorCode.BODY_TOO_LARGE, Message.UPLOAD_TOO_LARGE, maxBytes);
    }

    private interface Reading {
        SpoolFile read();
    }
}
