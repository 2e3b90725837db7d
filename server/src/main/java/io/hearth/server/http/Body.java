package io.hearth.server.http;

import io.hearth.api.signing.BodyHash;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** The body of one request: read when it is first asked for, once. Not thread-safe. */
final class Body {

    private final BodyReader reader;
    private final HttpServletRequest request;
    private byte @Nullable [] bytes;

    Body(BodyReader reader, HttpServletRequest request) {
        this.reader = reader;
        this.request = request;
    }

    /** Empty when there is none. */
    byte[] bytes() {
        byte[] read = bytes;
        if (read == null) {
            read = reader.read(request);
            bytes = read;
        }
        return read;
    }

    /** What a signature covers, see {@link BodyHash}. */
    String hash() {
        return BodyHash.of(bytes());
    }
}
