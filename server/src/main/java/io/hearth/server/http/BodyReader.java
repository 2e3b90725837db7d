package io.hearth.server.http;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** Reads the body of a request, never more of it than the limit. */
final class BodyReader {

    private final int maxBytes;

    BodyReader(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The body; empty when there is none. */
    byte[] read(HttpServletRequest request) {
        if (request.getContentLengthLong() > maxBytes) {
            throw tooLarge();
        }
        byte[] body = bytes(request);
        if (body.length > maxBytes) {
            throw tooLarge();
        }
        if (body.length > 0 && request.getHeader("Content-Type") == null) {
            throw ContentTypes.missing();
        }
        return body;
    }

    private byte[] bytes(HttpServletRequest request) {
        try {
            return request.getInputStream().readNBytes(maxBytes + 1);
        } catch (IOException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw new GatewayException(ErrorCode.TIMED_OUT, Message.REQUEST_TIMED_OUT);
            }
            throw GatewayException.invalid(Message.BODY_CUT);
        }
    }

    private GatewayException tooLarge() {
        return new GatewayException(ErrorCode.BODY_TOO_LARGE, Message.BODY_TOO_LARGE, maxBytes);
    }
}
