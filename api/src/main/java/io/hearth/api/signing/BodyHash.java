package io.hearth.api.signing;

/** The SHA-256 of a request's body, as it is signed. */
public final class BodyHash {

    /** Stands in {@code X-Sdk-Content-Sha256} for a body that the signature does not cover. */
    public static final String UNSIGNED = "UNSIGNED-PAYLOAD";

    private BodyHash() {}
}
