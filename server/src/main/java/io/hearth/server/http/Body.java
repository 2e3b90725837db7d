package io.hearth.server.http;

import io.hearth.api.Sha256;
import io.hearth.server.http.BodyPlaces.Whose;
import jakarta.servlet.http.HttpServletRequest;
import java.security.MessageDigest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The body of one request: read when it is first asked for, once, and hashed as it comes. Not thread-safe. */
final class Body implements SignedContent {

    private final BodyReader reader;
    private final HttpServletRequest request;
    private byte @Nullable [] bytes;
    private @Nullable MessageDigest digest;
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
            MessageDigest begun = Sha256.begin();
            read = reader.read(request, whose, begun::update);
            bytes = read;
            digest = begun;
        }
        return read;
    }

    @Override
    public String hash() {
        String finished = hash;
        if (finished == null) {
            var unused = bytes(Whose.STRANGER);
            finished = Sha256.end(Objects.requireNonNull(digest));
            hash = finished;
        }
        return finished;
    }
}
