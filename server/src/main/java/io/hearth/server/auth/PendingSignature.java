package io.hearth.server.auth;

/** A request whose signature waits for its body. */
public interface PendingSignature {

    /**
     * @param bodyHash of the body as it was received, as {@link io.hearth.api.signing.BodyHash} makes it
     * @throws io.hearth.server.error.GatewayException when the signature is wrong, or the key is no longer good
     */
    Caller verify(String bodyHash);
}
