package io.hearth.server.http;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.hearth.server.http.BodyPlaces.Place;
import io.hearth.server.http.BodyPlaces.Whose;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * Reads the body of a request, never more of it than the limit and never for longer than its time. A body that is there
 * already, as those of the usual size are, is taken at once; one that comes slowly holds a thread, and there are only so many
 * {@link BodyPlaces} for those. Thread-safe.
 */
final class BodyReader {

    private static final Duration TIME = Duration.ofSeconds(30);
    private static final Duration COME_BACK = Duration.ofSeconds(1);
    private static final int STEP = 8192;

    private final int maxBytes;
    private final BodyPlaces places = new BodyPlaces();

    BodyReader(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * The body; empty when there is none.
     *
     * @param passing sees each part as it comes
     */
    byte[] read(HttpServletRequest request, Whose whose, Part passing) {
        long announced = request.getContentLengthLong();
        if (announced > maxBytes) {
            throw tooLarge();
        }
        byte[] body = new byte[0];
        if (announced > 0 || request.getHeader("Transfer-Encoding") != null) {
            body = new Reading(ServletContextRequest.getServletContextRequest(request), passing).bytes(whose);
        }
        if (body.length > 0 && request.getHeader("Content-Type") == null) {
            throw ContentTypes.missing();
        }
        return body;
    }

    /** Takes the bytes of a body in their order. */
    interface Part {
        void take(byte[] bytes, int offset, int length);
    }

    private GatewayException tooLarge() {
        return new GatewayException(ErrorCode.BODY_TOO_LARGE, Message.BODY_TOO_LARGE, maxBytes);
    }

    /** One body on its way. */
    private final class Reading {

        private final Request request;
        private final Part passing;
        private final long deadline = System.nanoTime() + TIME.toNanos();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private final byte[] step = new byte[STEP];

        Reading(Request request, Part passing) {
            this.request = request;
            this.passing = passing;
        }

        byte[] bytes(Whose whose) {
            try {
                if (!takeWhatIsThere()) {
                    takeRest(whose);
                }
                return body.toByteArray();
            } catch (IOException e) {
                throw e.getCause() instanceof TimeoutException
                        ? Late.refusal(request)
                        : GatewayException.invalid(Message.BODY_CUT);
            }
        }

        /** Never waits. Whether that was all of it. */
        private boolean takeWhatIsThere() throws IOException {
            for (Content.Chunk chunk = request.read(); chunk != null; chunk = request.read()) {
                if (Content.Chunk.isFailure(chunk)) {
                    throw new IOException(chunk.getFailure());
                }
                boolean isEnd = chunk.isLast();
                try {
                    while (chunk.hasRemaining()) {
                        take(chunk.get(step, 0, STEP));
                    }
                } finally {
                    chunk.release();
                }
                if (isEnd) {
                    return true;
                }
            }
            return false;
        }

        private void takeRest(Whose whose) throws IOException {
            InputStream input = Content.Source.asInputStream(request);
            try (Place place = places.take(whose, Request.getRemoteAddr(request))
                    .orElseThrow(() -> GatewayException.tooManyRequests(COME_BACK, Message.TOO_MANY_BODIES))) {
                for (int count = input.read(step); count >= 0; count = input.read(step)) {
                    take(count);
                }
            }
        }

        private void take(int count) {
            body.write(step, 0, count);
            passing.take(step, 0, count);
            if (body.size() > maxBytes) {
                throw tooLarge();
            }
            if (System.nanoTime() - deadline > 0) {
                throw Late.refusal(request);
            }
        }
    }
}
