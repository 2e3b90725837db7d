package io.hearth.cli.client;

/** What was waited for did not come in time; the message says what was there last. */
public final class WaitingFailed extends RuntimeException {

    WaitingFailed(String message) {
        super(message);
    }
}
