package io.hearth.server.auth;

/** There is no master key that fits. The gateway must not start; nothing was changed. */
public final class MasterKeyException extends RuntimeException {

    MasterKeyException(String message) {
        super(message);
    }

    MasterKeyException(String message, Throwable cause) {
        super(message, cause);
    }
}
