package io.hearth.server.http;

import io.hearth.api.signing.BodyHash;
import jakarta.servlet.http.HttpServletRequest;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** The body of one request: read when it is first asked for, once, and hashed as it comes. Not thread-safe. */
final class Body {

    private final BodyReader reader;
    private final HttpServletRequest request;
    private final MessageDigest digest = BodyHash.start();
    private byte @Nullable [] bytes;
    private @Nullable String hash;

    Body(BodyReader reader, HttpServletRequest request) {
        this.reader = reader;
        this.request = request;
    }

    /** Empty when there is none. */
    byte[] bytes() {
        byte[] read = bytes;
        if (read == null) {
            read = reader.read(request, digest::update);
            bytes = read;
        }
        return read;
    }

    /** What a signature covers, see {@link BodyHash}. */
    String hash() {
        String finished = hash;
        if (finished == null) {
            var unused = bytes();
            finished = BodyHash.finish(digest);
            hash = finished;
        }
        return finished;
    }
}
