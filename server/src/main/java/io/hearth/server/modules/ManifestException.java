package io.hearth.server.modules;

/** A manifest makes no sense. The message says what would be right. */
final class ManifestException extends Exception {

    ManifestException(String message) {
        super(message);
    }
}
