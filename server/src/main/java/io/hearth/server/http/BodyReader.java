package io.hearth.server.http;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;

/**
 * Reads the body of a request, never more of it than the limit, never for longer than its time, and not too many at once:
 * a body that comes slowly holds a thread, and who sends many of them must not hold all. Thread-safe.
 */
final class BodyReader {

    /** Of the threads that serve requests, so many may wait for bodies. */
    private static final int MOST_AT_ONCE = HttpServer.MAX_THREADS / 2;

    private static final Duration TIME = Duration.ofSeconds(30);
    private static final Duration COME_BACK = Duration.ofSeconds(1);
    private static final int STEP = 8192;

    private final int maxBytes;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    BodyReader(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * The body; empty when there is none.
     *
     * @param passing sees each part as it comes
     */
    byte[] read(HttpServletRequest request, Part passing) {
        if (request.getContentLengthLong() > maxBytes) {
            throw tooLarge();
        }
        if (!places.tryAcquire()) {
            throw GatewayException.tooManyRequests(COME_BACK, Message.TOO_MANY_BODIES);
        }
        byte[] body;
        try {
            body = bytes(request, passing);
        } finally {
            places.release();
        }
        if (body.length > maxBytes) {
            throw tooLarge();
        }
        if (body.length > 0 && request.getHeader("Content-Type") == null) {
            throw ContentTypes.missing();
        }
        return body;
    }

    private byte[] bytes(HttpServletRequest request, Part passing) {
        try {
            long deadline = System.nanoTime() + TIME.toNanos();
            InputStream input = request.getInputStream();
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            byte[] step = new byte[STEP];
            for (int count = input.read(step); count >= 0 && body.size() <= maxBytes; count = input.read(step)) {
                body.write(step, 0, count);
                passing.take(step, 0, count);
                if (System.nanoTime() - deadline > 0) {
                    throw new GatewayException(ErrorCode.TIMED_OUT, Message.REQUEST_TIMED_OUT);
                }
            }
            return body.toByteArray();
        } catch (IOException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw new GatewayException(ErrorCode.TIMED_OUT, Message.REQUEST_TIMED_OUT);
            }
            throw GatewayException.invalid(Message.BODY_CUT);
        }
    }

    /** Takes the bytes of a body in their order. */
    interface Part {
        void take(byte[] bytes, int offset, int length);
    }

    private GatewayException tooLarge() {
        return new GatewayException(ErrorCode.BODY_TOO_LARGE, Message.BODY_TOO_LARGE, maxBytes);
    }
}
