package io.hearth.api.signing;

/** A signature that is refused, or a request that cannot be signed. The only exception that hostile input can cause here. */
public final class SignatureException extends RuntimeException {

    private final SignatureFault fault;
    private final String detail;

    SignatureException(SignatureFault fault) {
        this(fault, "");
    }

    /** @param detail the header's name or the value that is meant; may come from a hostile caller */
    SignatureException(SignatureFault fault, String detail) {
        super(detail.isEmpty() ? fault.sentence() : fault.sentence() + ": " + detail);
        this.fault = fault;
        this.detail = detail;
    }

    public SignatureFault fault() {
        return fault;
    }

    /** The header's name or the value that is meant; empty when the fault says it all. Quote it before it is shown. */
    public String detail() {
        return detail;
    }
}
