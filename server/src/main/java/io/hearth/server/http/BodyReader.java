package io.hearth.server.http;

import io.hearth.api.ErrorCode;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** Reads the body of a request, never more of it than the limit. */
final class BodyReader {

    private final int maxBytes;

    BodyReader(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The body; empty when there is none. */
    byte[] read(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > maxBytes) {
            throw tooLarge();
        }
        byte[] body = request.getInputStream().readNBytes(maxBytes + 1);
        if (body.length > maxBytes) {
            throw tooLarge();
        }
        if (body.length > 0 && request.getHeader("Content-Type") == null) {
            throw ContentTypes.missing();
        }
        return body;
    }

    private GatewayException tooLarge() {
        return new GatewayException(ErrorCode.BODY_TOO_LARGE, Message.BODY_TOO_LARGE, maxBytes);
    }
}
