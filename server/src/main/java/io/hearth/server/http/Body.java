package io.hearth.server.http;

import io.hearth.api.signing.BodyHash;
import io.hearth.server.http.BodyPlaces.Whose;
import jakarta.servlet.http.HttpServletRequest;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** The body of one request: read when it is first asked for, once, and hashed as it comes. Not thread-safe. */
final class Body implements SignedContent {

    private final BodyReader reader;
    private final HttpServletRequest request;
    private final MessageDigest digest = BodyHash.start();
    private byte @Nullable [] bytes;
    private @Nullable String hash;

    Body(BodyReader reader, HttpServletRequest request) {
        this.reader = reader;
        this.request = request;
    }

    /** Empty when there is none. For callers who are known. */
    byte[] bytes() {
        return bytes(Whose.KNOWN);
    }

    /** @param whose of whom the body is when it is read now */
    byte[] bytes(Whose whose) {
        byte[] read = bytes;
        if (read == null) {
            read = reader.read(request, whose, digest::update);
            bytes = read;
        }
        return read;
    }

    @Override
    public String hash() {
        String finished = hash;
        if (finished == null) {
            var unused = bytes(Whose.STRANGER);
            finished = BodyHash.finish(digest);
            hash = finished;
        }
        return finished;
    }
}
