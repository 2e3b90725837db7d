package io.hearth.server.tls;

/** A certificate or a key that cannot be used. The message says what to do about it. */
public final class TlsException extends RuntimeException {

    TlsException(String message) {
        super(message);
    }

    TlsException(String message, Throwable cause) {
        super(message, cause);
    }
}
