package io.hearth.server.http;

import io.hearth.api.signing.BodyHash;
import io.hearth.server.error.GatewayException;
import io.hearth.server.error.Message;
import io.hearth.server.objects.SpoolFile;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The content that comes with one request: taken in when it is first asked for, once, and gone when this is closed. */
final class StreamedContent implements SignedContent, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamedContent.class);

    private static final String CLAIM = "X-Sdk-Content-Sha256";

    private final ContentReader reader;
    private final HttpServletRequest request;
    private @Nullable SpoolFile file;
    private SpoolFile.@Nullable Spooled spooled;
    /** Null for a caller whose proof does not depend on the content. */
    private @Nullable String claim;

    StreamedContent(ContentReader reader, HttpServletRequest request) {
        this.reader = reader;
        this.request = request;
    }

    /**
     * What a header claims it to be, where there is one: that stands in what is signed, so the signature can be verified before
     * anything is kept, and the claim is held against the content later.
     */
    @Override
    public String hash() {
        claim = request.getHeader(CLAIM);
        return claim == null ? finish(reader.readUnknown(request)).sha256() : claim;
    }

    /** The content, once it is known who sends it. */
    SpoolFile.Spooled take() {
        SpoolFile.Spooled whole = spooled == null ? finish(reader.read(request)) : spooled;
        if (claim != null && !claim.equals(BodyHash.UNSIGNED) && !claim.equals(whole.sha256())) {
            throw GatewayException.notAuthenticated(Message.SIGNED_BODY_DIFFERS);
        }
        return whole;
    }

    private SpoolFile.Spooled finish(SpoolFile read) {
        file = read;
        SpoolFile.Spooled whole = finished(read);
        spooled = whole;
        return whole;
    }

    private static SpoolFile.Spooled finished(SpoolFile read) {
        try {
            return read.finish();
        } catch (IOException e) {
            throw new UncheckedIOException("content cannot be kept", e);
        }
    }

    @Override
    public void close() {
        SpoolFile read = file;
        if (read != null) {
            remove(read);
        }
    }

    /** What stays all the same is removed at the next start. */
    static void remove(SpoolFile file) {
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("a spool file cannot be removed now", e);
        }
    }
}
