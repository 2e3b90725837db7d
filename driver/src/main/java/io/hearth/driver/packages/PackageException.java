package io.hearth.driver.packages;

/** A package cannot be used, and trying again would not help. The message says which and why, in one sentence. */
public final class PackageException extends Exception {

    PackageException(String message) {
        super(message);
    }

    PackageException(String message, Throwable cause) {
        super(message, cause);
    }
}
