package io.hearth.server.modules;

/** Artifacts cannot be had. The message says which and why. */
final class ArtifactException extends Exception {

    ArtifactException(String message, Throwable cause) {
        super(message, cause);
    }
}
