package io.hearth.server.objects;

import java.io.IOException;
import java.io.Serial;

/** What an S3-compatible store did not do. */
public final class S3Failure extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    S3Failure(Reason reason, Exception cause) {
        super("the object store says: " + cause.getMessage(), cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Why. */
    public enum Reason {
        NOT_FOUND,
        FORBIDDEN,
        OTHER
    }
}
