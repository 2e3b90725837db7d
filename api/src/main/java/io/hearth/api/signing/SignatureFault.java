package io.hearth.api.signing;

/** Why a signature is refused. */
public enum SignatureFault {
    AUTHORIZATION_MALFORMED("Authorization is not SDK-HMAC-SHA256 Access=…, SignedHeaders=…, Signature=…"),
    SIGNED_HEADERS_INVALID("SignedHeaders are not lower-case names, each once, with host and x-sdk-date among them"),
    HEADER_NOT_ONCE("a header that must be sent exactly once is missing, doubled or unreadable"),
    DATE_MALFORMED("X-Sdk-Date is not a time such as 20261122T100703Z"),
    TIME_TOO_FAR("X-Sdk-Date is too far from the server's time"),
    TARGET_MALFORMED("the path or the query cannot be decoded"),
    BODY_DIFFERS("X-Sdk-Content-Sha256 is not the hash of the body"),
    WRONG("the signature does not fit the request");

    private final String sentence;

    SignatureFault(String sentence) {
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }
}
